import { fail } from "../../model/problem.js"
import type { FiringTimes } from "./times.js"

/** The systems that can call `brief run --due`. */
export const systems = ["systemd", "cron", "launchd", "windows", "github", "kubernetes"] as const
export type System = (typeof systems)[number]

/** Whether a system calls for one person, or for the whole machine. */
export type Scope = "user" | "system"

/** All that a printed entry says of this project and this machine. */
export interface Settings {
  /** Names the unit, task, job or workflow: small letters, digits and hyphens. */
  readonly name: string
  readonly scope: Scope
  /** The project's folder, Node, and the compiled program, each as an absolute path. */
  readonly project: string
  readonly node: string
  readonly program: string
  /** The folder that editions are in, as it was given; the project's `output` if it was not. */
  readonly out?: string
  /** Who runs it, with that person's home folder. */
  readonly user: string
  readonly home: string
  /** What the environment has to say besides secrets, such as which browser to use. */
  readonly environment: Readonly<Record<string, string>>
  /** The names of the variables that notifications take their secrets from. */
  readonly secrets: readonly string[]
  readonly times: FiringTimes
  /** The container image; Kubernetes alone needs one. */
  readonly image?: string
}

/** A file to be installed. */
export interface PrintedFile {
  /** Its name, such as briefing-notes.timer. */
  readonly name: string
  readonly text: string
  /** Its bytes, where the system wants others than UTF-8. */
  readonly bytes?: Uint8Array
}

/** What a system needs to call the program, and how a person installs it. */
export interface Printed {
  readonly files: readonly PrintedFile[]
  readonly instructions: readonly string[]
}

/** The program's arguments: what a trigger calls, and under which name it goes into the record. */
export const runArguments = ({ out }: Pick<Settings, "out">, trigger: System): readonly string[] => [
  "run",
  "--due",
  "--trigger",
  trigger,
  ...(out === undefined ? [] : ["--out", out]),
]

/** Every text that goes into a printed entry; one with a line break or another control character is a ProblemError. */
export function refuseControls({
  project,
  node,
  program,
  out = "",
  user,
  home,
  environment,
}: Settings): void {
  for (const text of [project, node, program, out, user, home, ...Object.values(environment)]) {
    if (!/\p{Cc}/u.test(text)) continue
    fail(`${JSON.stringify(text)} has a control character, which no scheduler takes`, {
      hint: "rename the folder, or choose another with --out",
    })
  }
}
