import "../support/unlimited";
import { expect, it } from "vitest";
import { answer, matches } from "../../lib/rest/mount";
import { version } from "../../package.json";

const asked = (accept: string | undefined, { method = "GET", url = "/" } = {}) => ({
  method,
  url,
  headers: accept === undefined ? {} : { accept },
  body: Buffer.from(""),
  ip: "127.0.0.1",
});

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

it("GET / tells a program which house answers, in the shape TMI's clients read", async () => {
  for (const accept of ["application/json", "application/json, text/plain, */*", "Application/JSON;q=0.9", undefined]) {
    expect(matches(asked(accept)), accept).toBe(true);
    const { status, headers, body } = (await answer(asked(accept)))!;
    expect(status).toBe(200);
    expect(headers).toMatchObject({ vary: "Accept" });
    const told = JSON.parse(String(body));
    expect(told).toEqual({
      status: { code: "ok", time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) },
      service: { name: "Confer", build: version },
      api: {
        version: expect.stringMatching(/^\d{1,3}\.\d{1,3}\.\d{1,3}$/),
        specification: expect.stringMatching(/^https?:\/\/[^/]+\/openapi\.json$/),
      },
      operator: { name: "Confer", contact: expect.any(String) },
    });
  }
});

it("people, and whatever is no reading of the front step, go to the pages", () => {
  for (const accept of [BROWSER, "*/*", `application/json, ${BROWSER}`])
    expect(matches(asked(accept)), accept).toBe(false);
  expect(matches(asked("application/json", { method: "POST" }))).toBe(false);
  expect(matches(asked("application/json", { url: "/members" }))).toBe(false);
});
