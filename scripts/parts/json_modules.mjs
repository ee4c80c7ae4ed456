// GitHub's packages import JSON without saying so, which Node 20 refuses: this hook hands it over as a module. It also
// finds the packages where scripts/install-checkers put them.
import { readFile } from "node:fs/promises";

let packages;

export function initialize(data) {
  packages = data.packages;
}

export function resolve(specifier, context, next) {
  const ours = context.parentURL?.includes("/scripts/checkers/") && /^[@a-z]/.test(specifier) && !specifier.startsWith("node:");
  return next(specifier, ours ? { ...context, parentURL: packages } : context);
}

export async function load(url, context, next) {
  if (!url.endsWith(".json")) {
    return next(url, context);
  }
  const text = await readFile(new URL(url), "utf8");
  return { format: "module", shortCircuit: true, source: `export default ${text};` };
}
