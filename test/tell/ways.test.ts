import { describe, expect, it } from "vitest"
import { examineWays, heededVariables } from "../../src/tell/ways.js"
import { rule } from "./telling.js"

const mail = rule({ by: "mail", from: "notes@example.org", to: ["officer@example.org"] })
const hook = rule({ by: "webhook", url: "https://desk:hook-pass@hooks.example.org/desk-path" })
const tokens = {
  BRIEF_SMTP_URL: "smtp://notes%40example.org@smtp.office365.com",
  BRIEF_SMTP_OAUTH_TOKEN_URL: "https://login.microsoftonline.com/tenant/oauth2/v2.0/token",
  BRIEF_SMTP_OAUTH_CLIENT_ID: "desk",
  BRIEF_SMTP_OAUTH_CLIENT_SECRET: "desk~secret",
}
const proxies = {
  HTTPS_PROXY: "http://office:proxy-pass@proxy.example.org:3128",
  BRIEF_SMTP_PROXY: "gate.example.org",
}

describe("what the doctor says of connections", () => {
  it("names each server once, with its proxy and its tokens, and no secret", () => {
    const rules = [mail, hook, hook, rule({ by: "command", run: ["tell"] })]
    const findings = examineWays(rules, { env: { ...tokens, ...proxies } })
    const web = "through the proxy proxy.example.org:3128 (HTTPS_PROXY)"
    const found = [
      "smtp.office365.com:587 through the proxy gate.example.org:80 (BRIEF_SMTP_PROXY)",
      `as notes@example.org with tokens from login.microsoftonline.com ${web}; hooks.example.org ${web}`,
    ]
    expect(findings).toEqual([{ what: "connections", ok: true, found: found.join(" ") }])
  })

  it("says what is reached directly", () => {
    const env = {
      BRIEF_SMTP_URL: "smtp://desk:smtp-pass@mail.example.org",
      NO_PROXY: "hooks.example.org",
      ...proxies,
    }
    const [finding] = examineWays([mail, hook], { env: { ...env, BRIEF_SMTP_PROXY: "" } })
    expect(finding!.found).toBe("mail.example.org:587 directly; hooks.example.org directly")
  })

  it("says which variable holds what cannot be used", () => {
    const env = {
      ...tokens,
      BRIEF_SMTP_OAUTH_CLIENT_SECRET: "",
      HTTPS_PROXY: "socks5://office:proxy-pass@x:1",
    }
    const [finding] = examineWays([mail, hook], { env })
    expect(finding).toMatchObject({
      ok: false,
      found: "BRIEF_SMTP_URL unreachable; hooks.example.org unreachable",
    })
    expect(finding!.hint).toMatch(/BRIEF_SMTP_OAUTH_CLIENT_SECRET is not set.*HTTPS_PROXY holds no address/)
    expect(finding!.hint).not.toMatch(/proxy-pass/)
  })

  it("says so of a webhook’s variable as well, without what it holds", () => {
    const named = rule({ by: "webhook", url: { env: "HOOK" } })
    const [finding] = examineWays([named], { env: { HOOK: "hooks.example.org/desk-path" } })
    expect(finding).toMatchObject({ ok: false, found: "HOOK unreachable" })
    expect(finding!.hint).toMatch(/the variable HOOK holds no address that begins with http/)
    expect(finding!.hint).not.toMatch(/desk-path/)
  })

  it("is silent where no server is named, or its variable is not set", () => {
    expect(examineWays([], { env: proxies })).toEqual([])
    expect(examineWays([mail, rule({ by: "webhook", url: { env: "HOOK" } })], { env: {} })).toEqual([])
  })
})

describe("the variables that a trigger has to know besides those that rules name", () => {
  it("are those of tokens and proxies, as far as they are set and concern a rule", () => {
    const env = { ...tokens, ...proxies, http_proxy: "p", HTTP_PROXY: "p", NO_PROXY: " " }
    const own = Object.keys(tokens).slice(1)
    const web = ["HTTPS_PROXY", "http_proxy"]
    expect(heededVariables(mail, { env })).toEqual(["BRIEF_SMTP_PROXY", ...own, ...web])
    expect(heededVariables(hook, { env })).toEqual(web)
    expect(heededVariables(mail, { env: { HTTPS_PROXY: "p" } })).toEqual([])
    expect(heededVariables(rule({ by: "command", run: ["tell"] }), { env })).toEqual([])
  })
})
