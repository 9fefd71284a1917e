import { defineConfig } from "vitest/config"
import { BaseSequencer } from "vitest/node"

/** The files that take longest, the longest first: begun last, one of them would keep the other cores waiting for it. */
const longest = [
  "schedule/killed",
  "redline/word",
  "edition/kill",
  "cli",
  "edition/publish",
  "edition/sincepages",
  "schedule/processes",
  "schedule/triggers",
  "note/typed",
  "edition/unattended",
  "redline/page",
  "source/mutations",
  "edition/reproducible",
  "visual",
]

/** Vitest asks for a class here. */
class LongestFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer["sort"]>[0]) {
    const rank = ({ moduleId }: { moduleId: string }) => {
      const at = longest.findIndex(name => moduleId.endsWith(`/test/${name}.test.ts`))
      return at < 0 ? longest.length : at
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

// Tests build whole notes in a browser and in processes of their own, also on slow and busy machines: every core takes a
// share, and limits of time are there to end what hangs, not to measure.
export default defineConfig({
  test: {
    ...{ testTimeout: 300_000, hookTimeout: 300_000, maxWorkers: "100%" },
    include: ["test/**/*.test.ts"],
    globalSetup: "test/compiled.ts",
    sequence: { sequencer: LongestFirst },
  },
})
