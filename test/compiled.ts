import { spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"

/**
 * Compiles the sources as they are now, once for all tests that run the program as a process: BRIEF_COMPILED names the folder,
 * where it can be started or copied from. Types are not looked at: that is what tsc itself is called for.
 */
export default function compile(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "brief-compiled-"))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const program = join(folder, "dist")
  const tsc = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--declaration", "false"]
  const args = [...tsc, "--noCheck", "--outDir", program]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" })
  if (status !== 0) {
    remove()
    throw new Error(`the program cannot be compiled:\n${stdout}`)
  }
  cpSync("package.json", join(folder, "package.json"))
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"))
  process.env.BRIEF_COMPILED = program
  return remove
}
