import { type Host, nodeHost } from "../src/host.js"

/** The project's own files with some replaced, and a fixed clock; what is written is kept in `written`. */
export function world(
  changes: Readonly<Record<string, unknown>> = {},
  { now = "2026-11-21T08:00:00Z", root = "." }: { now?: string; root?: string } = {},
): Host & { readonly written: Map<string, Uint8Array>; readonly said: string[] } {
  const real = nodeHost({ root })
  // What was issued in the project itself is none of a test's concern.
  const isIssued = (path: string) => path === "output" || path.startsWith("output/")
  const written = new Map<string, Uint8Array>()
  const said: string[] = []
  const bytes = (value: unknown) =>
    new TextEncoder().encode(typeof value === "string" ? value : `${JSON.stringify(value, null, 2)}\n`)
  const encoded = (content: Uint8Array | string) =>
    typeof content === "string" ? new TextEncoder().encode(content) : content
  return {
    ...real,
    written,
    said,
    env: process.env,
    now: () => new Date(now),
    read: async path => {
      if (written.has(path)) return written.get(path)
      if (!(path in changes)) return isIssued(path) ? undefined : real.read(path)
      return changes[path] === undefined ? undefined : bytes(changes[path])
    },
    list: async path => {
      const names = new Set(isIssued(path) ? [] : await real.list(path))
      for (const file of written.keys())
        if (file.startsWith(`${path}/`)) names.add(file.slice(path.length + 1).split("/")[0]!)
      for (const [file, value] of Object.entries(changes)) {
        const [name] = file.startsWith(`${path}/`) ? file.slice(path.length + 1).split("/") : []
        if (name && value !== undefined) names.add(name)
        else if (name && file === `${path}/${name}`) names.delete(name)
      }
      return [...names].sort()
    },
    write: async files => {
      for (const { path, bytes: content } of files) written.set(path, encoded(content))
    },
    stage: async (folder, files) => ({
      place: async () => {
        if ([...written.keys()].some(file => file.startsWith(`${folder}/`))) return false
        for (const { path, bytes: content } of files) written.set(`${folder}/${path}`, encoded(content))
        return true
      },
      discard: async () => {},
    }),
    sweep: async () => {},
    remove: async folder => {
      for (const file of written.keys()) if (file.startsWith(`${folder}/`)) written.delete(file)
    },
    probe: async () => {},
    append: async (path, line) => {
      const before = new TextDecoder().decode(written.get(path) ?? new Uint8Array())
      const torn = before !== "" && !before.endsWith("\n")
      written.set(path, encoded(`${before}${torn ? "\n" : ""}${line}\n`))
    },
    reserve: async () => {},
    aside: {
      read: async name => {
        const bytes = written.get(`aside/${name}`)
        return bytes && new TextDecoder().decode(bytes)
      },
      write: async (name, text) => void written.set(`aside/${name}`, encoded(text)),
    },
    lock: async () => async () => {},
    wait: async () => {},
    freeBytes: async () => undefined,
    say: line => {
      said.push(line)
    },
  }
}

/** A JSON file of the project, to be changed and put into a `world`. */
export async function dataFile<T>(path: string): Promise<T> {
  const bytes = await nodeHost({ root: "." }).read(path)
  return JSON.parse(new TextDecoder().decode(bytes)) as T
}
