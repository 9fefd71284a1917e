import { posix } from "node:path"
import { type Printed, runArguments, type Settings } from "./settings.js"
import { shellWord } from "./shell.js"

/** A service and its timer. The timer makes up for calls that were missed while the machine was off. */
export function printSystemd(settings: Settings): Printed {
  const { name } = settings
  return {
    files: [
      { name: `${name}.service`, text: service(settings) },
      { name: `${name}.timer`, text: timer(settings) },
    ],
    instructions: instructions(settings),
  }
}

function service(settings: Settings): string {
  const { scope, user, project, node, program, environment } = settings
  const isSystem = scope === "system"
  const command = [execPath(node), ...[program, ...runArguments(settings, "systemd")].map(execWord)].join(" ")
  return section({
    Unit: [
      "Description=Briefing notes: makes the editions that are due",
      ...(isSystem ? ["Wants=network-online.target", "After=network-online.target time-sync.target"] : []),
    ],
    Service: [
      "Type=oneshot",
      ...(isSystem ? [`User=${specifiers(user)}`] : []),
      `WorkingDirectory=${specifiers(project)}`,
      ...Object.entries(environment).map(([key, value]) => `Environment=${quoted(`${key}=${value}`)}`),
      `EnvironmentFile=-${isSystem ? "/etc" : "%h/.config"}/${settings.name}.env`,
      `ExecStart=${command}`,
      "TimeoutStartSec=2h",
      "TimeoutStopSec=3min",
      // Only the program is asked to stop: it ends its browser itself, when the edition is made.
      "KillMode=mixed",
      "Nice=10",
      ...hardening,
      ...(isSystem ? [...systemHardening, ...(isProtected(settings) ? [] : ["ProtectSystem=full"])] : []),
    ],
  })
}

/** What keeps Chromium and Node able to run: no MemoryDenyWriteExecute, no RestrictNamespaces, no PrivateUsers. */
const hardening = [
  "NoNewPrivileges=yes",
  "LockPersonality=yes",
  "RestrictRealtime=yes",
  "RestrictSUIDSGID=yes",
]
const systemHardening = [
  "PrivateTmp=yes",
  "ProtectControlGroups=yes",
  "ProtectKernelModules=yes",
  "ProtectKernelTunables=yes",
]

/** Whether editions are written where ProtectSystem=full lets nobody write. */
const isProtected = ({ project, out = "" }: Settings) =>
  /^\/(usr|etc|boot|efi)\//.test(posix.resolve(project, out))

const timer = ({ times }: Settings) =>
  section({
    Unit: ["Description=Briefing notes: when editions are due, and each hour for what was missed or failed"],
    Timer: [
      ...[...times.calendar, "*-*-* *:00:00"].map(line => `OnCalendar=${line}`),
      "Persistent=true",
      "RandomizedDelaySec=0",
      "AccuracySec=1s",
    ],
    Install: ["WantedBy=timers.target"],
  })

const section = (sections: Readonly<Record<string, readonly string[]>>) =>
  `${Object.entries(sections)
    .map(([title, lines]) => `[${title}]\n${lines.join("\n")}\n`)
    .join("\n")}`

/** systemd reads % as the beginning of a specifier everywhere. */
const specifiers = (text: string) => text.replaceAll("%", "%%")

const quoted = (text: string) =>
  /^[\w./:=@%+,-]+$/.test(text) ? specifiers(text) : `"${specifiers(text).replace(/[\\"]/g, "\\$&")}"`

/** An argument: there a dollar sign begins a variable. */
const execWord = (word: string) => quoted(word).replaceAll("$", "$$$$")

/** The program: systemd looks for no variables in it, and takes none with quotation marks or backslashes; env does. */
const execPath = (path: string) => (/['"\\]/.test(path) ? `/usr/bin/env ${execWord(path)}` : quoted(path))

function instructions({ name, scope, user, secrets, home }: Settings): readonly string[] {
  const isSystem = scope === "system"
  const folder = isSystem ? "/etc/systemd/system" : posix.join(home, ".config/systemd/user")
  const control = isSystem ? "sudo systemctl" : "systemctl --user"
  const env = isSystem ? `/etc/${name}.env` : posix.join(home, `.config/${name}.env`)
  return [
    `put ${name}.service and ${name}.timer into ${folder}, then:`,
    `  ${control} daemon-reload && ${control} enable --now ${name}.timer`,
    ...(isSystem
      ? []
      : [`  sudo loginctl enable-linger ${shellWord(user)}   (so that it runs while nobody is logged in)`]),
    ...(secrets.length > 0
      ? [`secrets as NAME=value lines in ${env}, readable by its owner alone: ${secrets.join(", ")}`]
      : []),
    `it says when it runs next: ${control} list-timers ${name}.timer; what it did: journalctl ${isSystem ? "" : "--user "}-u ${name}`,
  ]
}
