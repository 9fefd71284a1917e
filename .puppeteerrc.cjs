// The browser comes as an npm package or from the machine: nothing is downloaded at install time.
module.exports = { skipDownload: true }
