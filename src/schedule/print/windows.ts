import { fail } from "../../model/problem.js"
import { type Printed, runArguments, type Settings } from "./settings.js"
import { element, type Node, writeXml } from "./xml.js"

const namespace = "http://schemas.microsoft.com/windows/2004/02/mit/task"

/**
 * A task for the Task Scheduler: each quarter of an hour, as soon as it can where that was missed, one at a time. For the whole
 * machine it runs whether somebody is logged on or not, also when the machine starts.
 */
export function printWindows(settings: Settings): Printed {
  const xml = writeXml(task(settings), namespace)
  const name = `${settings.name}.xml`
  const text = `<?xml version="1.0"?>\n${xml}`
  return {
    files: [{ name, text, bytes: utf16(`<?xml version="1.0" encoding="UTF-16"?>\n${xml}`) }],
    instructions: instructions(settings, name),
  }
}

/** The order of the elements is that of Microsoft's schema (MS-TSCH), where it has one. */
function task(settings: Settings): Node {
  const { name } = settings
  return element(
    "Task",
    [
      element("RegistrationInfo", [
        element("Description", "Briefing notes: makes the editions that are due"),
        element("URI", `\\${name}`),
      ]),
      element("Triggers", triggers(settings)),
      element("Settings", limits()),
      element("Principals", [principal(settings)]),
      element("Actions", [action(settings)], { Context: "Author" }),
    ],
    { version: "1.2" },
  )
}

function triggers({ scope }: Settings): readonly Node[] {
  const quarterHourly = element("TimeTrigger", [
    element("StartBoundary", "2026-01-01T00:00:00"),
    element("Repetition", [element("Interval", "PT15M"), element("StopAtDurationEnd", "false")]),
  ])
  return scope === "system"
    ? [quarterHourly, element("BootTrigger", [element("Delay", "PT1M")])]
    : [quarterHourly]
}

const limits = () => [
  element("MultipleInstancesPolicy", "IgnoreNew"),
  element("DisallowStartIfOnBatteries", "false"),
  element("StopIfGoingOnBatteries", "false"),
  element("StartWhenAvailable", "true"),
  element("RunOnlyIfNetworkAvailable", "false"),
  element("ExecutionTimeLimit", "PT4H"),
]

const principal = ({ scope, user }: Settings) =>
  element(
    "Principal",
    [
      element("UserId", user),
      // S4U: no password is kept. It runs whether somebody is logged on or not, and opens no window.
      element("LogonType", scope === "system" ? "S4U" : "InteractiveToken"),
      element("RunLevel", "LeastPrivilege"),
    ],
    { id: "Author" },
  )

function action(settings: Settings): Node {
  const { scope, project, node, program } = settings
  const words = [program, ...runArguments(settings, "windows")]
  // A console program would open a window in front of whoever is logged on.
  const [command, args] = scope === "system" ? [node, words] : ["conhost.exe", ["--headless", node, ...words]]
  for (const text of [project, command, ...args]) refuseVariables(text)
  return element("Exec", [
    element("Command", command),
    element("Arguments", args.map(argument).join(" ")),
    element("WorkingDirectory", project),
  ])
}

function refuseVariables(text: string): void {
  if (!/%[^%]+%|\$\(/.test(text)) return
  fail(`the Task Scheduler would put a variable into "${text}"`, {
    hint: "rename the folder, so that it has no %…% and no $(",
  })
}

/** An argument as Microsoft's C runtime reads it: backslashes count only before a quotation mark. */
const argument = (text: string) =>
  /^[^\s"]+$/.test(text)
    ? text
    : `"${text.replace(/(\\*)("|$)/g, (_, slashes, mark) => slashes + slashes + (mark && `\\"`))}"`

/** As schtasks reads files: little-endian, with the mark of the byte order. */
const utf16 = (text: string) =>
  new Uint8Array(Buffer.from(`\ufeff${text.replaceAll("\n", "\r\n")}`, "utf16le"))

const instructions = ({ name, scope, secrets, environment }: Settings, file: string): readonly string[] => [
  `install it once${scope === "system" ? ", in a console run as administrator" : ""} (write the file with --write: it is in UTF-16):`,
  `  schtasks /Create /TN ${name} /XML ${file}`,
  ...Object.entries(environment).map(([key, value]) => `set for good: setx ${key} "${value}"`),
  ...(secrets.length > 0
    ? [`secrets as variables of the user (setx NAME value): ${secrets.join(", ")}`]
    : []),
  `what it did: schtasks /Query /TN ${name} /V /FO LIST, and brief runs`,
  ...(process.platform === "win32"
    ? []
    : ["this names the paths of this machine: print it on the one that shall run it"]),
]
