import { spawnSync } from "node:child_process"
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Settings } from "../../src/schedule/print/settings.js"

/** What a schedule print test prints: this project somewhere, with nothing unusual. */
export const plain: Settings = {
  name: "briefing-notes",
  scope: "system",
  project: "/srv/notes",
  node: "/usr/bin/node",
  program: "/srv/notes/dist/cli.js",
  user: "desk",
  home: "/home/desk",
  environment: {},
  secrets: [],
  times: { calendar: ["*-*-01 06:00:00 Africa/Bamako"], minutes: [0] },
}

/** Letters that some system takes for its own: spaces, both quotation marks, percent and dollar signs; and others than ASCII. */
export const odd = `é "q" 100%n $HOME it's`

/**
 * A project in a folder of an odd name, whose program writes down how it was called: with what arguments, in which folder,
 * with which browser.
 */
export function oddProject(root: string): Settings & { readonly record: string } {
  const project = join(root, odd)
  const record = join(root, "called.json")
  mkdirSync(join(project, "dist"), { recursive: true })
  symlinkSync(process.execPath, join(project, "node"))
  const what = "JSON.stringify([process.argv.slice(2), process.cwd(), process.env.PUPPETEER_EXECUTABLE_PATH])"
  const program = `require("node:fs").writeFileSync(${JSON.stringify(record)}, ${what})\n`
  writeFileSync(join(project, "dist/cli.js"), program)
  return {
    ...plain,
    project,
    record,
    node: join(project, "node"),
    program: join(project, "dist/cli.js"),
    out: 'o ü%t "$x"',
    user: "root",
    environment: { PUPPETEER_EXECUTABLE_PATH: '/a b/"c" 5%' },
  }
}

/** A folder with a program that does nothing, to stand first in a search path. */
export function stub(folder: string, name: string): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), "#!/bin/sh\ncat\n")
  chmodSync(join(folder, name), 0o755)
  return folder
}

/** Whether a program is on this machine. */
export const isThere = (program: string) => spawnSync(program, ["--version"]).status === 0
