import { formatManifest, makeManifest, manifestName } from "../../src/edition/manifest.js"
import { type Issue, issueId } from "../../src/edition/revision.js"
import type { Host } from "../../src/host.js"

const versions = { tool: "0", node: "0", browser: null, libraries: {} }
const particulars = { for: null, from: null, handling: null, checkedBy: null }

/** Puts an invented edition of a few bytes in its place. */
export async function issueInvented(note: string, issue: Issue, host: Host, out = "output"): Promise<void> {
  const files = ["a", "b"].map(name => ({
    file: `${name}.html`,
    language: "en",
    kind: "html" as const,
    content: `${note} ${issueId(issue)} ${name}`,
  }))
  const asked = { languages: ["en"], formats: ["html" as const], particulars }
  const made = {
    note,
    issue,
    date: `${issue.month}-01`,
    asked,
    pages: [],
    inputs: [],
    files,
    versions,
    warnings: [],
    cutOff: null,
  }
  const staged = await host.stage(`${out}/${note}/${issueId(issue)}`, [
    ...files.map(({ file, content }) => ({ path: file, bytes: content })),
    { path: manifestName, bytes: formatManifest(makeManifest(made)) },
  ])
  await staged.place()
}
