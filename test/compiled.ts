import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Compiles the program once for all tests that run it as a process; where it is, BRIEF_COMPILED tells them. */
export default function compile(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "brief-compiled-"))
  const tsc = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--declaration", "false"]
  const { status, stdout } = spawnSync(process.execPath, [...tsc, "--outDir", folder], { encoding: "utf8" })
  if (status !== 0) throw new Error(`the program cannot be compiled:\n${stdout}`)
  process.env.BRIEF_COMPILED = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
