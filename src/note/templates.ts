import Handlebars from "handlebars"
import type { Host } from "../host.js"
import { type Place, type Problem, ProblemError, problem } from "../model/problem.js"
import { nearest } from "../references.js"

/** A template file as it was read and parsed. */
export interface TemplateFile {
  readonly name: string
  readonly file: string
  readonly source: string
  readonly program: hbs.AST.Program
}

/** The templates of a note in one language: structure, shared partials, prose blocks by name. */
export interface TemplateSet {
  readonly structure: readonly TemplateFile[]
  readonly prose: readonly TemplateFile[]
}

/** A prose block where it stands. */
export interface ProseBlock {
  readonly name: string
  readonly file: string
  readonly line: number
  /** It was written about one meeting or report. */
  readonly specific: boolean
  readonly source: string
  readonly program: hbs.AST.Program
}

/**
 * Reads the templates of a note. Prose is looked for twice: what fits any comparison (`prose.en.hbs`), then what was
 * written about the meeting compared (`prose.<meeting>.en.hbs`), whose blocks take the place of the general ones.
 */
export async function loadTemplates(
  note: string,
  { lang, about, host }: { lang: string; about: string; host: Host },
): Promise<{ templates: TemplateSet; specific: boolean }> {
  const shared = (await host.list("templates/shared")).filter(name => name.endsWith(".hbs"))
  const paths = [...shared.map(name => `templates/shared/${name}`), `templates/${note}/note.hbs`]
  const structure = await Promise.all(paths.map(file => readTemplate(file, host)))
  const general = `templates/${note}/prose.${lang}.hbs`
  const own = `templates/${note}/prose.${about}.${lang}.hbs`
  const specific = (await host.read(own)) !== undefined
  const prose = await Promise.all(
    (specific ? [general, own] : [general]).map(file => readTemplate(file, host)),
  )
  return { templates: { structure, prose }, specific }
}

async function readTemplate(file: string, host: Host): Promise<TemplateFile> {
  const bytes = await host.read(file)
  if (!bytes)
    throw new ProblemError([
      problem("there is no such template", { place: { file }, hint: "write it, or restore it" }),
    ])
  const name = file
    .split("/")
    .at(-1)!
    .replace(/\.hbs$/, "")
  const source = new TextDecoder().decode(bytes)
  return { name, file, source, program: parseTemplate(file, source) }
}

/**
 * A renderer of named templates and prose blocks with the helpers given. A missing field, an unknown helper and a
 * helper that fails become Problems at their line. Each prose block is rendered through `enclose`, nested ones as well.
 */
export function makeRenderer(
  { structure, prose }: TemplateSet,
  helpers: Readonly<Record<string, Handlebars.HelperDelegate>>,
  enclose: (block: ProseBlock, render: () => string) => string = (_, render) => render(),
): (name: string, view: object) => string {
  const engine = Handlebars.create()
  engine.registerHelper(helpers)
  for (const name of ["if", "unless", "each"]) refuseMissing(engine, name)
  const run = new Map<string, Handlebars.TemplateDelegate>()
  const compile = ({ file, program }: Pick<TemplateFile, "file" | "program">) =>
    placed(file, engine.compile(program, compiling))
  const register = (name: string, template: Handlebars.TemplateDelegate) => {
    engine.registerPartial(name, template)
    run.set(name, template)
  }
  for (const template of structure) register(template.name, compile(template))
  for (const block of checkedBlocks(prose)) {
    const compiled = compile(block)
    register(block.name, (context, options) => enclose(block, () => compiled(context, options)))
  }
  return (name, view) => {
    const template = run.get(name)
    if (!template) throw new ProblemError([problem(`there is no template or prose block "${name}"`)])
    return template(view)
  }
}

/** A missing field is an error; a helper learns the paths of its arguments, which tell what it counts. */
const compiling = { strict: true, explicitPartialContext: false, trackIds: true }

/** Handlebars lets a block ask for a field that there is not; here that is a Problem, as it is everywhere else. */
function refuseMissing(engine: typeof Handlebars, name: string): void {
  const built = engine.helpers[name]!
  engine.registerHelper(name, function (this: unknown, value: unknown, options: Handlebars.HelperOptions) {
    if (value !== undefined) return built.call(this, value, options)
    const { loc } = options as unknown as { loc?: hbs.AST.SourceLocation }
    const place = loc && { file: "", line: loc.start.line, column: loc.start.column + 1 }
    throw new ProblemError([
      problem(`{{#${name}}} asks for something that there is not`, {
        ...(place && { place }),
        hint: "correct the name",
      }),
    ])
  })
}

/**
 * The blocks in their order, the general ones first: of those of one name the last is printed. One that the general prose
 * has not would be printed by nothing, and is a Problem.
 */
export function checkedBlocks(prose: readonly TemplateFile[]): readonly ProseBlock[] {
  const [general = [], ...specific] = prose.map((file, i) => proseBlocks(file, i > 0))
  const known = general.map(b => b.name)
  const unknown = specific.flat().filter(b => !known.includes(b.name))
  if (unknown.length > 0) {
    throw new ProblemError(
      unknown.map(b => {
        const near = nearest(b.name, known)
        const hint = `${near ? `did you mean "${near}"? ` : ""}the blocks are: ${known.join(", ")}`
        return problem(`no template prints a prose block "${b.name}"`, {
          place: { file: b.file, line: b.line },
          hint,
        })
      }),
    )
  }
  return [...general, ...specific.flat()]
}

function parseTemplate(file: string, source: string): hbs.AST.Program {
  try {
    return Handlebars.parse(source)
  } catch (error) {
    const text = String(error instanceof Error ? error.message : error)
    const line = Number(/line (\d+)/i.exec(text)?.[1] ?? / - (\d+):\d+$/.exec(text)?.[1])
    const what = text
      .split("\n")
      .at(-1)!
      .replace(/ - \d+:\d+$/, "")
    throw new ProblemError([
      problem(`the template cannot be read: ${what}`, { place: { file, ...(line && { line }) } }),
    ])
  }
}

/** The prose blocks of a file; text outside of one is a Problem. */
function proseBlocks({ file, source, program }: TemplateFile, specific: boolean): ProseBlock[] {
  return program.body.flatMap(statement => {
    const block = statement as hbs.AST.DecoratorBlock
    if (statement.type === "DecoratorBlock") {
      return [
        {
          name: (block.params[0] as hbs.AST.StringLiteral).value,
          ...{ file, specific, program: block.program },
          line: block.loc.start.line,
          source: sourceAt(source, block.loc),
        },
      ]
    }
    const text = String((statement as Partial<hbs.AST.ContentStatement>).original ?? "text")
    if (statement.type === "CommentStatement" || text.trim() === "") return []
    throw new ProblemError([
      problem("there is text outside a prose block", {
        place: { file, line: statement.loc.start.line },
        hint: 'put it inside {{#*inline "name"}} … {{/inline}}',
      }),
    ])
  })
}

/** The stretch of a source that a node of its tree was read from. */
function sourceAt(source: string, { start, end }: hbs.AST.SourceLocation): string {
  const lines = source.split("\n")
  const at = ({ line, column }: hbs.AST.Position) =>
    lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, column)
  return source.slice(at(start), at(end))
}

/** The same template, whose errors say in which file and line they arose. */
function placed(file: string, template: Handlebars.TemplateDelegate): Handlebars.TemplateDelegate {
  return (context, options) => {
    try {
      return template(context, options)
    } catch (error) {
      if (error instanceof ProblemError) throw new ProblemError(error.problems.map(p => inFile(p, file)))
      throw new ProblemError([templateProblem(file, error)])
    }
  }
}

/** A helper knows its line but not its file: the innermost template adds it. */
function inFile(p: Problem, file: string): Problem {
  return p.place?.file === "" ? { ...p, place: { ...p.place, file } } : p
}

function templateProblem(file: string, error: unknown): Problem {
  const { message, lineNumber, column } = error as { message: string; lineNumber?: number; column?: number }
  const place: Place = { file, ...(lineNumber && { line: lineNumber, column: (column ?? 0) + 1 }) }
  const missing = /^"(.+)" not defined/.exec(message)?.[1]
  if (missing)
    return problem(`the template asks for "${missing}", which there is not`, {
      place,
      hint: "correct the name",
    })
  return problem(message.replace(/ - \d+:\d+$/, ""), { place })
}
