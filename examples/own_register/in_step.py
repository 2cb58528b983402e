"""The register goes along with the library, step by step: `python examples/own_register/in_step.py`.

Prints that the register agrees, and what is wrong with the hasty one.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from register import HastyRegister, Register

import gaf_rules as gaf
from gaf_rules.testing import FilingMachine

if TYPE_CHECKING:
    from datetime import date


class RegisterInStep(FilingMachine):
    """Does in the register what the machine plays."""

    make: ClassVar[type[Register]] = Register

    def opened(self, case: gaf.Case, day: date) -> None:  # noqa: ARG002 - a register has no first day
        """Open it there, too."""
        self.case = case
        self.register = self.make()
        self.register.open(case)

    def happened(self, event: gaf.Event) -> None:
        """Write it down there, too."""
        self.register.record(self.case.id, event)

    def refused(self, event: gaf.Event, error: gaf.IllegalEventError) -> None:
        """What the library refuses, the register refuses, and forgets."""
        try:
            self.register.record(self.case.id, event)
        except gaf.IllegalEventError:
            return
        message = f"the register took what is refused: {error}"
        raise AssertionError(message)

    def day_came(self, day: date) -> None:
        """Run the job of the night."""
        self.register.at_night(self.case.id, day)

    def compare(self, found: gaf.Assessment) -> None:
        """The stage is the same, and so is the log."""
        kept = {*self.register.case(self.case.id).events}
        assert kept == {*self.log.case.events}, f"the register has other events: {kept}"
        stage = self.register.stage(self.case.id)
        assert stage == found.stages["filing"], f"{stage}, not {found.stages['filing']}"

    def teardown(self) -> None:
        """Close its database."""
        super().teardown()
        self.register.close()


class HastyInStep(RegisterInStep):
    """The same for the hasty one."""

    make = HastyRegister


def played(machine: type[FilingMachine], examples: int = 30) -> str | None:
    """What goes wrong with a machine; None if nothing does. The same every time."""
    chosen = settings(
        max_examples=examples,
        stateful_step_count=20,
        deadline=None,
        derandomize=True,
        database=None,
        # Looking for the shortest course that goes wrong takes minutes; leave this line out to have it.
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    try:
        run_state_machine_as_test(machine, settings=chosen)
    except AssertionError as error:
        return str(error)
    return None


if __name__ == "__main__":
    print("the register:", played(RegisterInStep) or "in step")
    print("the hasty one:", played(HastyInStep) or "in step")
    sys.exit()
