// The floor of a cold build: launch the same browser and print finished HTML, nothing else. Arguments: browser, HTML file.
import { readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import puppeteer from "puppeteer"

const [, , executablePath, file] = process.argv
const browser = await puppeteer.launch({ executablePath, headless: "shell", args: ["--no-sandbox"] })
const page = await browser.newPage()
await page.setContent(readFileSync(file, "utf8"))
const options = { tagged: true, outline: true, preferCSSPageSize: true, printBackground: true }
writeFileSync(join(tmpdir(), "bare.pdf"), await page.pdf(options))
await browser.close()
