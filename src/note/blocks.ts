import Handlebars from "handlebars"
import { plainText } from "./format.js"
import { type Ledger, pinOf, readMarks, readPins, withoutMarks } from "./ledger.js"
import { checkedBlocks, type ProseBlock, type TemplateSet } from "./templates.js"

/** What a prose block printed and rests on. What blocks and partials inside it print is its own. */
export interface BlockUse {
  readonly block: string
  readonly file: string
  readonly line: number
  /** It was written about one meeting or report. */
  readonly specific: boolean
  /** The heading of the section that it is printed in; "" before the first. */
  readonly section: string
  /** Its text without comments, its spaces folded; with that of the blocks it calls. */
  readonly text: string
  /** The facts that its template names, by identifier, with what is printed of each; "" if it is cited or spoken of. */
  readonly facts: ReadonlyMap<string, string>
  /** Counts and computations with their values, unrounded. */
  readonly computations: ReadonlyMap<string, number>
  /** The facts that it prints from a list, without naming them. */
  readonly listed: readonly string[]
  /** The lines and counts of the comparison that it says it rests on, with how they stand. */
  readonly lines: ReadonlyMap<string, string>
  /** It says that it rests on nothing. */
  readonly onNothing: boolean
}

/** What a block says it rests on without printing it: a fact, a line or count of the comparison, or nothing at all. */
export type Rest = { readonly fact: string } | { readonly line: string; readonly stands: string } | "nothing"

type Found = Omit<BlockUse, "section">

/** What is written down while a note is rendered. */
export interface BlockBook {
  /** Renders a prose block, and writes down what it prints; a block inside another belongs to the outer one. */
  enclose(block: ProseBlock, render: () => string): string
  /** Writes down what the block being rendered says it rests on; false if none is. */
  rest(on: Rest): boolean
  /** What each block was found to use, with the section it stands in; `marked` is the note with its marks. */
  uses(marked: string): BlockUse[]
}

/** A book of what prose blocks use. `notes` are the notes gathered so far: those that a block adds are part of it. */
export function makeBlockBook(templates: TemplateSet, ledger: Ledger, notes: readonly string[]): BlockBook {
  const written = writtenIn(templates)
  const found: Found[] = []
  let rests: Rest[] | undefined
  return {
    enclose(block, render) {
      if (rests) return render()
      rests = []
      try {
        const before = notes.length
        const printed = render()
        const texts = [printed, ...notes.slice(before)]
        const number = found.push(useOf(block, texts, { ledger, written, rests })) - 1
        return pinOf(number) + printed
      } finally {
        rests = undefined
      }
    },
    rest: on => rests?.push(on) !== undefined,
    uses: marked => placed(marked, found),
  }
}

/** Where each block was printed in a note. One that is printed twice is one block, with what both print. */
function placed(marked: string, found: readonly Found[]): BlockUse[] {
  const headings = [...marked.matchAll(/<h2[^>]*>(.*?)<\/h2>/gs)].map(m => ({
    at: m.index,
    text: plainText(withoutMarks(m[1]!)),
  }))
  const all = new Map<string, BlockUse>()
  for (const { number, at } of readPins(marked)) {
    const use = found[number]!
    const before = all.get(use.block)
    const section = before?.section ?? headings.findLast(h => h.at < at)?.text ?? ""
    all.set(use.block, { ...(before ? both(before, use) : use), section })
  }
  return [...all.values()]
}

const both = (a: Found, b: Found): Found => ({
  ...b,
  facts: new Map([...b.facts, ...a.facts].map(([id, text]) => [id, a.facts.get(id) || text])),
  computations: new Map([...a.computations, ...b.computations]),
  listed: [...new Set([...a.listed, ...b.listed])].sort(),
  lines: new Map([...a.lines, ...b.lines]),
  onNothing: a.onNothing || b.onNothing,
})

function useOf(
  { name, file, line, specific }: ProseBlock,
  texts: readonly string[],
  { ledger, written, rests }: { ledger: Ledger; written: (name: string) => Written; rests: readonly Rest[] },
): Found {
  const { text, literals } = written(name)
  const shown = texts.map(t => readMarks(t, ledger.entries))
  const prints = shown.flatMap(({ text, prints }) =>
    prints.map(({ entry, start, end }) => ({ entry, text: plainText(text.slice(start, end)) })),
  )
  const said = rests.filter(r => r !== "nothing")
  const facts = new Map<string, string>(said.flatMap(r => ("fact" in r ? [[r.fact, ""]] : [])))
  const lines = new Map<string, string>(said.flatMap(r => ("line" in r ? [[r.line, r.stands]] : [])))
  const listed = new Set<string>()
  const computations = new Map<string, number>()
  for (const { entry, text } of prints) {
    if (entry.computation) computations.set(nameOf(entry.computation, entry.facts), entry.computation.value)
    const says = entry.cited || entry.computation || entry.language ? "" : text
    for (const id of entry.facts) {
      if (literals.has(id)) facts.set(id, facts.get(id) || says)
      else listed.add(id)
    }
  }
  const found = {
    facts,
    computations,
    listed: [...listed].sort(),
    lines,
    onNothing: rests.includes("nothing"),
  }
  return { block: name, file, line, specific, text, ...found }
}

/** What a computation goes by: its operation, and the facts it was made from where they are named. */
const nameOf = ({ operation }: { operation: string }, facts: readonly string[]) =>
  facts.length > 0 ? `${operation} of ${facts.join(", ")}` : operation

/** What a template says and names, with all that it calls. */
interface Written {
  readonly text: string
  readonly literals: ReadonlySet<string>
}

/** The text of a block and the texts given to its helpers, among which are the facts it names. */
function writtenIn({ structure, prose }: TemplateSet): (name: string) => Written {
  const sources = new Map([
    ...structure.map(({ name, program }) => [name, { program, text: "" }] as const),
    ...checkedBlocks(prose).map(
      ({ name, program, source }) => [name, { program, text: folded(source) }] as const,
    ),
  ])
  return name => {
    const literals = new Set<string>()
    const called = new Set([name])
    // A set grows while it is gone through: what is called calls more.
    for (const one of called) {
      const source = sources.get(one)
      if (source) gather(source.program, { literals, called })
    }
    const texts = [...called].map(one => sources.get(one)?.text ?? "")
    return { text: texts.join(" ").trim(), literals }
  }
}

function gather(
  program: hbs.AST.Program,
  { literals, called }: { literals: Set<string>; called: Set<string> },
): void {
  const { PartialStatement } = Handlebars.Visitor.prototype
  const visitor = new Handlebars.Visitor()
  const original = (node: hbs.AST.Node) => String((node as Partial<hbs.AST.PathExpression>).original)
  visitor.StringLiteral = ({ value }) => void literals.add(value)
  visitor.PartialStatement = partial => {
    called.add(original(partial.name))
    PartialStatement.call(visitor, partial)
  }
  visitor.accept(program)
}

const folded = (source: string) =>
  source
    .replace(/\{\{~?!--.*?--~?\}\}|\{\{~?![^}]*\}\}/gs, " ")
    .replace(/\s+/g, " ")
    .trim()
