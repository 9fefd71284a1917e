import { tell } from "../../src/tell/tell.js"
import { message, rule, telling } from "./telling.js"

// A process of its own, since which certificates are trusted is read once, when a process starts: it tells by the rules that it
// reads on standard input, and prints what came of it.
const parts: string[] = []
for await (const part of process.stdin.setEncoding("utf8")) parts.push(part)
const rules = (JSON.parse(parts.join("")) as object[]).map(rule)
const env = Object.fromEntries(Object.entries(process.env).map(([name, value = ""]) => [name, value]))
console.log(JSON.stringify(await tell(message({ files: [] }), rules, telling({ env }))))
