import { posix } from "node:path"
import { type Printed, runArguments, type Settings } from "./settings.js"
import { shellWord } from "./shell.js"
import { element, type Node, writeXml } from "./xml.js"

const quarterHourSeconds = 900
const stopSeconds = 180
const head = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
`

/**
 * A LaunchAgent, or for the whole machine a LaunchDaemon. Its calendar knows no zones, so it calls each quarter of an hour, and when
 * it is loaded; calls that were missed while the machine slept become one when it wakes.
 */
export function printLaunchd(settings: Settings): Printed {
  const { name, scope, user, project, node, program, environment } = settings
  const path = [...new Set([posix.dirname(node), "/opt/homebrew/bin", "/usr/local/bin", "/usr/bin", "/bin"])]
  const plist = dict({
    Label: string(name),
    ...(scope === "system" && { UserName: string(user) }),
    ProgramArguments: element("array", [node, program, ...runArguments(settings, "launchd")].map(string)),
    WorkingDirectory: string(project),
    EnvironmentVariables: dict({
      PATH: string(path.join(":")),
      ...Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, string(value)])),
    }),
    StartInterval: element("integer", String(quarterHourSeconds)),
    RunAtLoad: element("true"),
    ExitTimeOut: element("integer", String(stopSeconds)),
    StandardOutPath: string(log(settings)),
    StandardErrorPath: string(log(settings)),
  })
  const file = `${name}.plist`
  const text = `${head}${writeXml(element("plist", [plist], { version: "1.0" }))}`
  return { files: [{ name: file, text }], instructions: instructions(settings, file) }
}

const string = (text: string): Node => element("string", text)
const dict = (entries: Readonly<Record<string, Node>>): Node =>
  element(
    "dict",
    Object.entries(entries).flatMap(([key, value]) => [element("key", key), value]),
  )

const log = ({ name, home, scope }: Settings) =>
  scope === "system" ? `/Library/Logs/${name}.log` : posix.join(home, "Library/Logs", `${name}.log`)

function instructions(settings: Settings, file: string): readonly string[] {
  const { name, scope, user, secrets } = settings
  const isSystem = scope === "system"
  const folder = isSystem ? "/Library/LaunchDaemons" : "~/Library/LaunchAgents"
  const sudo = isSystem ? "sudo " : ""
  const domain = isSystem ? "system" : "gui/$(id -u)"
  const allowed = isSystem ? " -o root -g wheel" : ""
  return [
    "install it once:",
    ...(isSystem ? [`  sudo install -m 640 -o ${shellWord(user)} /dev/null ${log(settings)}`] : []),
    `  ${sudo}install -m ${isSystem && secrets.length === 0 ? "644" : "600"}${allowed} ${file} ${folder}/${file}`,
    `  ${sudo}launchctl bootstrap ${domain} ${folder}/${file}`,
    ...(secrets.length > 0 ? [`secrets go into its EnvironmentVariables: ${secrets.join(", ")}`] : []),
    `what it did stands in ${log(settings)}; its state: launchctl print ${domain}/${name}`,
  ]
}
