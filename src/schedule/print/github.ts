import { posix } from "node:path"
import { Document, Scalar } from "yaml"
import { fail } from "../../model/problem.js"
import { minuteField } from "./minutes.js"
import { type Printed, runArguments, type Settings } from "./settings.js"
import { shellLine } from "./shell.js"

const branch = "editions"
const folder = "output"

/** Out of the full hour, when many workflows start and some are dropped. */
const afterMinutes = 7

/**
 * A workflow that calls each hour, since GitHub may call late or not at all. Editions and their record are kept on a branch of
 * their own, which stands in the output folder while the program runs.
 */
export function printGithub(settings: Settings): Printed {
  const { name, out, secrets, times } = settings
  const at = posix.normalize(out ?? folder)
  if (posix.isAbsolute(at) || /^\.\.?(\/|$)/.test(at))
    fail(`"${out}" is no folder inside the repository`, {
      hint: "leave --out out, or name one such as output",
    })
  const minutes = times.minutes.map(minute => (minute + afterMinutes) % 60)
  const workflow = {
    name,
    on: { schedule: [{ cron: `${minuteField(minutes)} * * * *` }], workflow_dispatch: {} },
    permissions: { contents: "write" },
    concurrency: { group: name, "cancel-in-progress": false },
    jobs: {
      editions: {
        "runs-on": "ubuntu-latest",
        "timeout-minutes": 60,
        env: { OUTPUT: at, BRANCH: branch },
        steps: [...preparation(), run(settings, at, secrets), keep(name), upload],
      },
    },
  }
  const file = `${name}.yml`
  const document = new Document(workflow)
  document.commentBefore =
    " Makes the editions that are due. GitHub may call late; a call makes up for all that were missed."
  return {
    files: [{ name: file, text: document.toString({ lineWidth: 0 }) }],
    instructions: instructions(settings, file),
  }
}

const preparation = () => [
  { uses: "actions/checkout@v4" },
  { uses: "actions/setup-node@v4", with: { "node-version": 20, cache: "npm" } },
  { run: "npm ci" },
  { name: "Fetch the editions made so far", id: "fetch", run: script(fetchEditions) },
]

/** A branch that is not there yet is begun; one that cannot be fetched ends the work, so that nothing is made twice. */
const fetchEditions = [
  'mkdir -p "$(dirname "$OUTPUT")"',
  'rm -rf -- "$OUTPUT"',
  "found=0",
  'git ls-remote --exit-code --heads origin "$BRANCH" > /dev/null || found=$?',
  'if [ "$found" = 0 ]; then',
  '  git fetch --depth=1 origin "+refs/heads/$BRANCH:refs/remotes/origin/$BRANCH"',
  '  git worktree add -B "$BRANCH" -- "$OUTPUT" "origin/$BRANCH"',
  'elif [ "$found" = 2 ]; then',
  '  git worktree add --detach --no-checkout -- "$OUTPUT"',
  '  git -C "$OUTPUT" symbolic-ref HEAD "refs/heads/$BRANCH"',
  '  git -C "$OUTPUT" read-tree --empty',
  "else",
  '  exit "$found"',
  "fi",
]

const run = (settings: Settings, at: string, secrets: readonly string[]) => ({
  name: "Make the editions that are due",
  run: `npx brief ${shellLine(runArguments({ ...settings, out: at }, "github"))}`,
  ...(secrets.length > 0 && {
    env: Object.fromEntries(secrets.map(secret => [secret, `\${{ secrets.${secret} }}`])),
  }),
})

/** Also after a failure: what was made, and that something failed, must be known next time. */
const keep = (name: string) => ({
  name: "Keep the editions and the record",
  id: "keep",
  if: "always() && steps.fetch.outcome == 'success'",
  run: script([
    'cd "$OUTPUT"',
    // The reserve of room is made by chance, and is of no use to the next machine.
    "git add --all -- . ':(exclude).reserve'",
    "git diff --cached --quiet && exit 0",
    `git -c user.name=${name} -c user.email=${name}@users.noreply.github.com commit --quiet -m "Editions"`,
    "for pause in 0 5 30; do",
    '  sleep "$pause"',
    '  git push origin "HEAD:refs/heads/$BRANCH" && break',
    "done",
    '[ "$(git rev-parse HEAD)" = "$(git ls-remote origin "refs/heads/$BRANCH" | cut -f 1)" ]',
    "{",
    '  echo "files<<END"',
    "  git show --format= --name-only HEAD -- '*.pdf' '*.docx' | while IFS= read -r file; do echo \"$OUTPUT/$file\"; done",
    "  echo END",
    '} >> "$GITHUB_OUTPUT"',
  ]),
})

const upload = {
  name: "Offer the new files for download",
  if: "always() && steps.keep.outputs.files != ''",
  uses: "actions/upload-artifact@v4",
  with: { name: "editions", path: `\${{ steps.keep.outputs.files }}` },
}

function script(lines: readonly string[]): Scalar {
  const text = new Scalar(`${lines.join("\n")}\n`)
  text.type = Scalar.BLOCK_LITERAL
  return text
}

const instructions = ({ secrets }: Settings, file: string): readonly string[] => [
  `put ${file} into .github/workflows/ on the repository’s default branch`,
  `the editions are kept on the branch "${branch}": whoever may read the repository may read them`,
  ...(secrets.length > 0
    ? [`secrets of the repository (Settings, Secrets, Actions): ${secrets.join(", ")}`]
    : []),
  "in a public repository GitHub stops schedules after 60 days without a commit; it sends a mail before that",
]
