/** A text or number that a template gives a helper or a partial. */
export interface Literal {
  readonly text: string
  readonly line: number
  /** The number that a form of `{{plural}}` is chosen for, which it may state. */
  readonly states?: number
}

/** A field with a number that a template prints by itself. */
export interface RawNumber {
  readonly path: string
  readonly line: number
}

/** Helpers whose arguments are identifiers of facts and languages, or words that the fact is asked for. */
const ofFacts =
  /^(?:value|when|month|share|shortfall|change|expected|expectedWhen|cite|date|resolution|operative|quote|summaryOf|paragraph|restsOn|said|lookup)$/

type Call = Partial<Pick<hbs.AST.BlockStatement, "params" | "hash" | "program" | "inverse">> & {
  readonly type: string
  readonly path?: hbs.AST.Expression
  readonly name?: hbs.AST.Expression
}

/** The texts that helpers print or choose from, with their lines: `{{upper "…"}}`, `{{plural n other="…"}}`. */
export function literalsOf(program: hbs.AST.Program): Literal[] {
  return callsOf(program).flatMap(call => {
    const asked = ofFacts.test(nameOf(call))
    const given = asked || call.type === "DecoratorBlock" ? [] : (call.params ?? [])
    const named = (call.hash?.pairs ?? []).filter(pair => pair.value.type === "StringLiteral")
    const self = call.path && isText(call.path) ? [call.path] : []
    const states = (key: string) => (/^plural$/i.test(nameOf(call)) && key === "two" ? { states: 2 } : {})
    return [
      ...[...self, ...given].filter(isText).map(value => literal(value)),
      ...named.map(({ key, value }) => ({ ...literal(value), ...states(key) })),
    ]
  })
}

const literal = (value: hbs.AST.Node): Literal => ({
  text: String((value as hbs.AST.StringLiteral).value),
  line: value.loc.start.line,
})

/** The fields printed as they are that hold numbers: lengths, places in a list, counts and limits. */
export function rawNumbersOf(program: hbs.AST.Program): RawNumber[] {
  return callsOf(program).flatMap(call => {
    const path = nameOf(call)
    const bare = call.type === "MustacheStatement" && (call.params ?? []).length === 0
    const isNumber = /(?:^|[./])(?:length|@index|index)$|(?:^|[./])(?:counts|limits)\./.test(path)
    return bare && isNumber ? [{ path, line: call.path!.loc.start.line }] : []
  })
}

const isText = ({ type }: hbs.AST.Node) => type === "StringLiteral" || type === "NumberLiteral"

const nameOf = ({ path }: Call): string =>
  path?.type === "PathExpression" ? (path as hbs.AST.PathExpression).original : ""

/** All calls of helpers and partials, and all fields printed, however deep they stand. */
function callsOf(node: hbs.AST.Program): Call[] {
  return node.body.flatMap(statement => {
    const call = statement as unknown as Call
    const inner = [call.program, call.inverse].flatMap(p => (p ? callsOf(p) : []))
    return /Content|Comment/.test(call.type) ? [] : [call, ...nested(call), ...inner]
  })
}

function nested(call: Call): Call[] {
  const values = [...(call.params ?? []), ...(call.hash?.pairs ?? []).map(pair => pair.value)]
  return values
    .filter(value => value.type === "SubExpression")
    .flatMap(value => {
      const inner = value as unknown as Call
      return [inner, ...nested(inner)]
    })
}
