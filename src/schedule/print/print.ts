import { ProblemError, problem } from "../../model/problem.js"
import { printCron } from "./cron.js"
import { printGithub } from "./github.js"
import { printKubernetes } from "./kubernetes.js"
import { printLaunchd } from "./launchd.js"
import { type Printed, refuseControls, type Scope, type Settings, type System } from "./settings.js"
import { printSystemd } from "./systemd.js"
import { printWindows } from "./windows.js"

const printers: Readonly<Record<System, (settings: Settings) => Printed>> = {
  systemd: printSystemd,
  cron: printCron,
  launchd: printLaunchd,
  windows: printWindows,
  github: printGithub,
  kubernetes: printKubernetes,
}

/** For whom a system calls unless it is said: cron and launchd for the user, who may install that without being an administrator. */
export const usualScope = (system: System): Scope =>
  system === "cron" || system === "launchd" ? "user" : "system"

/** The files that make a system call `brief run --due`, with how to install them. What it cannot write is a ProblemError. */
export function printTrigger(system: System, settings: Settings): Printed {
  if (!/^[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?$/.test(settings.name)) {
    const hint = "small letters, digits and hyphens, at most 50, such as briefing-notes"
    wrongUsage(`"${settings.name}" is no name that all systems take`, hint)
  }
  if (system === "kubernetes" && !settings.image)
    wrongUsage("Kubernetes needs a container image", "name it with --image, such as registry.example/brief:1")
  refuseControls(settings)
  return printers[system](settings)
}

function wrongUsage(what: string, hint: string): never {
  throw new ProblemError([problem(what, { hint })], { usage: true })
}
