import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser"
import type { z } from "zod"
import type { Host } from "./host.js"
import { type Place, type Problem, problem } from "./model/problem.js"

/** A JSON file that was read and found to fit its schema; `place` says where a value of it stands. */
export interface JsonFile<T> {
  readonly file: string
  readonly value: T
  place(...path: readonly (string | number)[]): Place
}

/**
 * Reads a JSON file and checks it against a schema. What does not parse, does not fit or is not known to the schema
 * is added to `problems`, each with line and column; then the result is undefined.
 */
export async function readJson<S extends z.ZodType>(
  file: string,
  schema: S,
  { host, problems }: { host: Host; problems: Problem[] },
): Promise<JsonFile<z.output<S>> | undefined> {
  const bytes = await host.read(file)
  if (!bytes) {
    problems.push(
      problem("there is no such file", { place: { file }, hint: "restore it, or run `brief doctor`" }),
    )
    return undefined
  }
  const text = new TextDecoder().decode(bytes)
  const value = parsed(text)
  if (value === undefined) {
    problems.push(...syntaxProblems(file, text))
    return undefined
  }
  // The tree that knows places is made only when a place is asked for.
  let tree: Node | undefined
  const root = () => {
    tree ??= parseTree(text)!
    return tree
  }
  const place = (...path: readonly (string | number)[]) => placeIn(file, text, root(), path)
  const result = schema.safeParse(value)
  if (result.success) return { file, value: result.data, place }
  for (const issue of result.error.issues) problems.push(...schemaProblems(issue, root(), place))
  return undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function schemaProblems(
  issue: z.core.$ZodIssue,
  tree: Node,
  place: (...path: readonly (string | number)[]) => Place,
): Problem[] {
  const path = issue.path.map(p => (typeof p === "number" ? p : String(p)))
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map(key =>
      problem(`unknown key "${key}"`, {
        place: place(...path, key),
        hint: "remove it, or correct its spelling; the schema named in $schema lists the keys",
      }),
    )
  }
  const node = findNodeAtLocation(tree, path)
  const found = node ? shorten(JSON.stringify(shownOf(node))) : "nothing"
  const hint =
    "the schema named in $schema says what belongs here; an editor that reads it completes and checks"
  return [problem(`${expectation(issue)}, found ${found}`, { place: place(...path), hint })]
}

const kinds: Readonly<Record<string, string>> = {
  record: "an object of texts by language",
  object: "an object",
  array: "a list",
  string: "text",
  int: "a whole number",
}

/** What the schema wanted, in words that begin with "expected". */
function expectation(issue: z.core.$ZodIssue): string {
  if (issue.message.startsWith("expected")) return issue.message.replace(/, found none$/, "")
  if (issue.code === "invalid_type") return `expected ${kinds[issue.expected] ?? `a ${issue.expected}`}`
  if (issue.code === "invalid_value")
    return `expected one of ${issue.values.map(v => JSON.stringify(v)).join(", ")}`
  return lowerFirst(issue.message)
}

function placeIn(file: string, text: string, tree: Node, path: readonly (string | number)[]): Place {
  for (let length = path.length; length >= 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length))
    if (node) {
      const key = node.parent?.type === "property" && length === path.length ? node.parent : node
      return { file, ...position(text, key.offset), ...(path.length > 0 && { path: pathText(path) }) }
    }
  }
  return { file, path: pathText(path) }
}

function syntaxProblems(file: string, text: string): Problem[] {
  const errors: ParseError[] = []
  parseTree(text, errors, { disallowComments: true })
  if (errors.length === 0) return [problem("the file is empty", { place: { file, line: 1, column: 1 } })]
  return errors.slice(0, 5).map(({ error, offset }) => {
    const words = printParseErrorCode(error)
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .toLowerCase()
    return problem(`this is not JSON: ${words}`, {
      place: { file, ...position(text, offset) },
      hint: "look at this place and just before it: a comma, a quotation mark or a bracket",
    })
  })
}

/** The line and column, both from 1, of an offset in a text. */
export function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") }
}

/** A path inside JSON as people write it: `positions[3].verb`. */
export function pathText(path: readonly (string | number)[]): string {
  return path.map((p, i) => (typeof p === "number" ? `[${p}]` : i === 0 ? p : `.${p}`)).join("")
}

function shownOf(node: Node): unknown {
  if (node.type === "object") return "an object"
  if (node.type === "array") return "a list"
  return node.value
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text)
const lowerFirst = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1)
