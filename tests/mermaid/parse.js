// Reads {"name": "chart", …} from standard input, and writes {"name": error or null, …}, as mermaid's own parser sees them.
import { JSDOM } from "jsdom";
import { readFileSync } from "node:fs";

const { window } = new JSDOM("<!doctype html><body></body>");
globalThis.window = window;
globalThis.document = window.document;

const { default: mermaid } = await import("mermaid");
mermaid.initialize({ startOnLoad: false });

const found = {};
for (const [name, chart] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  try {
    const parsed = await mermaid.parse(chart);
    found[name] = parsed && parsed.diagramType ? null : "not parsed";
  } catch (error) {
    found[name] = String(error.message ?? error);
  }
}
process.stdout.write(JSON.stringify(found));
process.exit(0);
