import { posix } from "node:path"
import { fail } from "../../model/problem.js"
import { type Printed, runArguments, type Settings } from "./settings.js"
import { shellLine, shellWord } from "./shell.js"

/** Vixie cron and its descendants cut or refuse longer commands. */
const longest = 990

/**
 * An entry for cron, which knows no zones and forgets what it missed: so it calls each quarter of an hour and when the machine
 * starts. The system's form, for /etc/cron.d, names the user.
 */
export function printCron(settings: Settings): Printed {
  const { name, scope, user } = settings
  const who = scope === "system" ? `${user} ` : ""
  const command = commandOf(settings)
  const text = [
    "# Briefing notes: makes the editions that are due, each once, however often it is called.",
    `*/15 * * * * ${who}${command}`,
    `@reboot ${who}${command}`,
    "",
  ].join("\n")
  const file = scope === "system" ? name : `${name}.crontab`
  return { files: [{ name: file, text }], instructions: instructions(settings, file) }
}

function commandOf(settings: Settings): string {
  const { name, project, node, program, environment } = settings
  const path = [...new Set([posix.dirname(node), "/usr/local/bin", "/usr/bin", "/bin"])].join(":")
  const variables = Object.entries({ PATH: path, ...environment }).map(
    ([key, value]) => `${key}=${shellWord(value)}`,
  )
  const run = `${variables.join(" ")} ${shellLine([node, program, ...runArguments(settings, "cron")])}`
  const command = percents(`cd ${shellWord(project)} && ${run} 2>&1 | logger -t ${name}`)
  if (command.includes("\\\\") || /\\[^%]/.test(command))
    fail("a path has a backslash, which crons read in different ways", { hint: "rename the folder" })
  if (Buffer.byteLength(command) > longest)
    fail(`the entry has ${command.length} letters, and cron takes ${longest}`, { hint: "shorten the paths" })
  return command
}

/** A command as cron takes it: an unescaped percent sign would end it. */
export const percents = (command: string) => command.replaceAll("%", "\\%")

function instructions({ scope, secrets, name }: Settings, file: string): readonly string[] {
  const install =
    scope === "system"
      ? `sudo install -m ${secrets.length > 0 ? "600" : "644"} -o root ${file} /etc/cron.d/${file}`
      : `(crontab -l 2>/dev/null; cat ${file}) | crontab -`
  const where = scope === "system" ? `/etc/cron.d/${file}` : "the crontab (crontab -e)"
  return [
    "install it once:",
    `  ${install}`,
    ...(secrets.length > 0
      ? [`secrets as NAME=value lines above the entry in ${where}: ${secrets.join(", ")}`]
      : []),
    `what it did stands in the system’s log: journalctl -t ${name}, or grep ${name} /var/log/syslog`,
  ]
}
