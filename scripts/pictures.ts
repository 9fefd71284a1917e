// Remakes the pictures of the README: the first page of a note as PDF and in Word, small.
// Needs pdftoppm (poppler-utils) and soffice (LibreOffice Writer) on the PATH.
import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { build } from "../src/edition/build.js"
import { nodeHost } from "../src/host.js"

const note = "oic-positions"
const work = mkdtempSync(join(tmpdir(), "brief-pictures-"))

function run(command: string, ...args: string[]) {
  const { status, error, stderr } = spawnSync(command, args, { encoding: "utf8" })
  if (status !== 0)
    throw new Error(
      `${command} failed: ${error?.message ?? stderr}; install poppler-utils and libreoffice-writer`,
    )
}
const firstPage = (pdf: string, picture: string) =>
  run("pdftoppm", "-r", "64", "-png", "-singlefile", "-f", "1", "-l", "1", pdf, join("docs", picture))

await build({ notes: [note], languages: ["en"], edition: "2026-11", out: work }, nodeHost())
const folder = join(work, note, readdirSync(join(work, note))[0]!)
firstPage(join(folder, `${note}.en.pdf`), `${note}-pdf`)
run(
  "soffice",
  `-env:UserInstallation=file://${work}/profile`,
  "--headless",
  "--convert-to",
  "pdf",
  "--outdir",
  work,
  join(folder, `${note}.en.docx`),
)
firstPage(join(work, `${note}.en.pdf`), `${note}-docx`)
rmSync(work, { recursive: true, force: true })
