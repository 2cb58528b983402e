// Decisions of DMN by two engines of npm: all inputs in, all results out.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { DmnModdle } from "dmn-moddle";
import { unaryTest, evaluate } from "feelin";

const { decisionTable } = createRequire(import.meta.url)("@hbtgmbh/dmn-eval-js");
const asked = JSON.parse(readFileSync("asked.json", "utf8"));
const DMN11 = "http://www.omg.org/spec/DMN/20151101/dmn.xsd";

// It reads DMN 1.1 alone, which differs for these files in the name of the namespace.
async function evalJs(file, name) {
  const older = file.replace("https://www.omg.org/spec/DMN/20191111/MODEL/", DMN11);
  const decisions = await decisionTable.parseDmnXml(older);
  return (inputs) => [decisionTable.evaluateDecision(name, decisions, inputs)].flat();
}

// A table read by dmn-moddle, every entry put to feelin; what a hit policy means is said here.
async function feelin(file) {
  const { rootElement, warnings } = await new DmnModdle().fromXML(file);
  if (warnings.length) throw new Error(JSON.stringify(warnings));
  const table = rootElement.get("drgElement").find((each) => each.$type === "dmn:Decision").decisionLogic;
  const value = (found) => {
    if (found.warnings.length) throw new Error(JSON.stringify(found.warnings));
    return found.value;
  };
  return (inputs) => {
    const asks = table.input.map((each) => value(evaluate(each.inputExpression.text, inputs)));
    const held = table.rule.filter((rule) =>
      rule.inputEntry.every((entry, place) => value(unaryTest(entry.text, { ...inputs, "?": asks[place] })) === true),
    );
    const said = held.map((rule) =>
      Object.fromEntries(
        rule.outputEntry.map((entry, place) => [table.output[place].name, value(evaluate(entry.text, inputs))]),
      ),
    );
    return table.hitPolicy === "COLLECT" ? said : said.slice(0, 1);
  };
}

const found = {};
for (const [name, { file, inputs }] of Object.entries(asked)) {
  found[name] = {};
  for (const [engine, make] of Object.entries({ "dmn-eval-js": evalJs, feelin })) {
    const decide = await make(file, name);
    found[name][engine] = inputs.map(decide);
  }
}
writeFileSync("found.json", JSON.stringify(found));
