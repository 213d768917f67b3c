// Verifies signed requests by the official Standard Webhooks library for JavaScript.
//
// Reads a JSON line a request: {"secret", "headers", "body_base64"}. Answers a line each: `ok` or `error: …`.
// The library is looked for in the folder that HOOKIT_TEST_NODE_PATH names.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import path from "node:path";

const require = createRequire(path.join(process.env.HOOKIT_TEST_NODE_PATH, "here.js"));
const { Webhook } = require("standardwebhooks");

function verdict(line) {
  const request = JSON.parse(line);
  const body = Buffer.from(request.body_base64, "base64").toString("utf8");
  try {
    new Webhook(request.secret).verify(body, request.headers);
  } catch (error) {
    return `error: ${error.name}: ${error.message}`.replaceAll("\n", " ");
  }
  return "ok";
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(verdict(line));
}
