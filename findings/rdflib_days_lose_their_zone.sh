#!/usr/bin/env bash
# A register in RDF has the day on which a paper came, with the zone that XML Schema allows a date: "2026-03-09+08:00"^^xsd:date; another
# office has "2026-03-09Z".
# Expected: rdflib keeps what stands there, and knows that the one day began eight hours before the other (XML Schema 1.1, 3.3.9).
# Seen in rdflib 7.6.0: both become "2026-03-09". Two statements are one, the zone is gone from what is written again, and a question (SPARQL)
# finds neither an earlier nor a later. A dateTime keeps its zone. With rdflib.NORMALIZE_LITERALS off the text stays, but the two are still the
# same day when they are compared.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'rdflib==7.6.0'
cd "$work"
"$work/env/bin/python" - <<'PY'
from importlib.metadata import version

import rdflib

print("rdflib", version("rdflib"))
REGISTER = """
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:case:1> <urn:received> "2026-03-09+08:00"^^xsd:date, "2026-03-09Z"^^xsd:date .
<urn:case:1> <urn:at> "2026-03-09T09:00:00+08:00"^^xsd:dateTime .
"""
EARLIER = "ASK { FILTER('2026-03-09+08:00'^^xsd:date < '2026-03-09Z'^^xsd:date) }"
SAME = "ASK { FILTER('2026-03-09+08:00'^^xsd:date = '2026-03-09Z'^^xsd:date) }"
spaces = {"xsd": rdflib.XSD}
graph = rdflib.Graph().parse(data=REGISTER, format="turtle")
days = [str(day) for day in graph.objects(None, rdflib.URIRef("urn:received"))]
print(days, graph.serialize(format="nt"), sep="\n")
assert days == ["2026-03-09"] and len(graph) == 2, days
assert "2026-03-09T09:00:00+08:00" in graph.serialize(format="nt") and '"2026-03-09"' in graph.serialize(format="nt")
rdflib.NORMALIZE_LITERALS = False
kept = rdflib.Graph().parse(data=REGISTER, format="turtle")
texts = sorted(str(day) for day in kept.objects(None, rdflib.URIRef("urn:received")))
answers = [kept.query(question, initNs=spaces).askAnswer for question in (EARLIER, SAME)]
print(texts, "earlier, the same:", answers)
assert texts == ["2026-03-09+08:00", "2026-03-09Z"] and answers == [False, True], (texts, answers)
PY
