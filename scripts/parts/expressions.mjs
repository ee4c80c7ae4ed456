// Reads random expressions with the values that pipewright gives them, evaluates each with GitHub's own library, and tells
// every difference.
import { createInterface } from "node:readline";

const packages = new URL("../../target/checkers/npm/node_modules/@actions/expressions/dist/", import.meta.url);
const { Lexer, Parser, Evaluator, data } = await import(new URL("index.js", packages).href);
const { kindStr } = await import(new URL("data/expressiondata.js", packages).href);
const { wellKnownFunctions } = await import(new URL("funcs.js", packages).href);
const { reviver } = await import(new URL("data/reviver.js", packages).href);

/**
 * The library's lexer undoubles only the first quote of a literal; GitHub's runner undoubles all
 * (https://github.com/actions/runner, LexicalAnalyzer.ReadStringToken). It is the runner that counts.
 */
function tokens(expression) {
  const { tokens } = new Lexer(expression).lex();
  for (const token of tokens) {
    if (token.lexeme.startsWith("'")) {
      token.value = token.lexeme.slice(1, -1).replaceAll("''", "'");
    }
  }
  return tokens;
}

function value(expression, contexts) {
  const tree = new Parser(tokens(expression), ["github", "inputs"], []).parse();
  let result;
  try {
    result = new Evaluator(tree, contexts).evaluate();
  } catch {
    return { kind: "Error" };
  }
  return {
    kind: kindStr(result.kind),
    text: result.coerceString(),
    json: wellKnownFunctions.tojson.call(result).coerceString(),
  };
}

let contexts;
let compared = 0;
let errors = 0;
let differences = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const { expression, ...ours } = JSON.parse(line);
  if (expression === undefined) {
    contexts = JSON.parse(line, reviver);
    continue;
  }
  let theirs;
  try {
    theirs = value(expression, contexts);
  } catch (error) {
    theirs = { kind: `not read: ${error.message}` };
  }
  compared += 1;
  errors += theirs.kind === "Error";
  if (theirs.kind !== ours.kind || theirs.text !== ours.text || theirs.json !== ours.json) {
    differences += 1;
    if (differences <= 10) {
      console.log(`${JSON.stringify(expression)}\n  pipewright: ${JSON.stringify(ours)}\n  GitHub:     ${JSON.stringify(theirs)}`);
    }
  }
}
if (compared > 0) {
  console.log(`checked: ${compared} expressions, seed ${process.argv[2]}, ${differences} differences`);
}
console.log(`${errors} of them fail in both.`);
process.exitCode = differences === 0 && compared > 0 ? 0 : 1;
