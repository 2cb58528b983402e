// Runs the library. The names of the files are those that every file server gives out as what they are.
import createPyodideModule from "./pyodide.asm.js";
import { loadPyodide } from "./pyodide.js";

const here = new URL(".", import.meta.url).href;

// Compiling while it arrives wants a server that knows the type of .wasm; not every one does.
const asTheyCome = globalThis.fetch;
globalThis.fetch = async (asked, options) => {
  const answer = await asTheyCome(asked, options);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  const isEngine = new URL(answer.url).pathname.endsWith(".wasm");
  return isEngine ? new Response(answer.body, { headers: { "Content-Type": "application/wasm" } }) : answer;
};

try {
  const archive = fetch(`${here}packages.zip`).then((answer) => answer.arrayBuffer());
  const python = await loadPyodide({ indexURL: here, createPyodideModule });
  const [packages] = python.runPython("import sysconfig; [sysconfig.get_path('purelib')]").toJs();
  python.unpackArchive(new Uint8Array(await archive), "zip", { extractDir: packages });
  const answered = python.pyimport("gaf_rules.browser.answering").answered;
  globalThis.onmessage = ({ data }) => {
    try {
      postMessage({ number: data.number, text: answered(data.text) });
    } catch (error) {
      postMessage({ failed: String(error) });
    }
  };
  postMessage({ ready: true });
} catch (error) {
  postMessage({ failed: String(error) });
}
