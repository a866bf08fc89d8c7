import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ConfigError, type Env, readConfig } from "./config.mjs";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "confer-config-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const strong = "k3Jd8fW0qLz7Xv1Bn5Rt9Yp2Ms6Hc4Ga";
const older = "Zq8Lw2Er5Ty1Ui7Op3As9Df4Gh6Jk0Xc";
const read = (env: Env) => readConfig({ CONFER_DATA_DIR: path.join(folder, "data"), ...env });

/** The one line with which an environment is refused. */
function refused(env: Env): string {
  try {
    read(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error("It was not refused.");
}

describe("with nothing said", () => {
  test("the house listens on this machine only, at 8080", () => {
    expect(read({})).toMatchObject({ port: 8080, host: "127.0.0.1", url: "http://localhost:8080", exposed: false });
  });

  test("anyone who reaches it may sign up, limits hold, and the demo is shown in an empty house", () => {
    expect(read({})).toMatchObject({ signup: "open", rateLimit: true, demo: "auto", ahead: true, providers: [] });
  });

  test("what may be open at once is bounded, with or without limits on how often, and each bound can be moved", () => {
    const usual = { seats: 50, socketsOfPerson: 5, socketsOfAddress: 100, strikes: 3 };
    expect(read({}).caps).toEqual(usual);
    expect(read({ CONFER_RATE_LIMIT: "off" }).caps).toEqual(usual);
    const caps = { CONFER_SEATS: "1", CONFER_SOCKETS_OF_PERSON: "2", CONFER_SOCKETS_OF_ADDRESS: "9999999" };
    expect(read({ ...caps, CONFER_STRIKES: "4" }).caps).toEqual({
      seats: 1,
      socketsOfPerson: 2,
      socketsOfAddress: 9_999_999,
      strikes: 4,
    });
    expect(Object.isFrozen(read({}).caps)).toBe(true);
  });

  test("pages of other sites may call nothing, until their exact origins are named", () => {
    expect(read({}).clients).toEqual(new Set());
    const CONFER_CLIENTS = "http://localhost:4200, https://tmi.example.org";
    expect(read({ CONFER_CLIENTS }).clients).toEqual(new Set(["http://localhost:4200", "https://tmi.example.org"]));
    for (const wrong of [
      "*",
      "null",
      "https://tmi.example.org/",
      "https://tmi.example.org/x",
      "tmi.example.org",
      "ftp://a.b",
    ])
      expect(() => read({ CONFER_CLIENTS: wrong }), wrong).toThrow("CONFER_CLIENTS");
  });

  test("a secret is made once, kept for its owner alone, and found again", () => {
    const CONFER_DATA_DIR = path.join(folder, "kept/here");
    const [secret] = readConfig({ CONFER_DATA_DIR }).secrets;
    expect(secret!.length).toBeGreaterThanOrEqual(32);
    expect(readConfig({ CONFER_DATA_DIR }).secrets).toEqual([secret]);
    expect(fs.statSync(path.join(CONFER_DATA_DIR, "secret")).mode & 0o777).toBe(0o600);
    expect(fs.statSync(CONFER_DATA_DIR).mode & 0o777).toBe(0o700);
    expect(fs.statSync(path.dirname(CONFER_DATA_DIR)).mode & 0o700).toBe(0o700);
  });

  test("what was read cannot be changed", () => {
    expect(Object.isFrozen(read({}))).toBe(true);
  });
});

describe("a value that cannot be meant stops the start with one line that names it", () => {
  test.each<[Env, RegExp]>([
    [{ PORT: "abc" }, /^PORT: "abc"/],
    [{ PORT: "0" }, /^PORT:/],
    [{ PORT: "65536" }, /^PORT:/],
    [{ PORT: "80 " }, /^PORT:/],
    [{ HOST: "a b" }, /^HOST:/],
    [{ CONFER_URL: "confer.example.org" }, /^CONFER_URL:/],
    [{ CONFER_URL: "ftp://confer.example.org" }, /^CONFER_URL:/],
    [{ CONFER_URL: "https://confer.example.org/path" }, /^CONFER_URL:/],
    [{ CONFER_URL: "https://me:pw@confer.example.org" }, /^CONFER_URL:/],
    [{ DATABASE_URL: "mysql://x", CONFER_SECRET: strong }, /^DATABASE_URL:/],
    [{ REDIS_URL: "http://redis" }, /^REDIS_URL:/],
    [{ REDIS_URL: "redis://:hunter2@redis/confer" }, /^REDIS_URL: (?!.*hunter2)/],
    [{ SMTP_URL: "http://x" }, /^SMTP_URL:/],
    [{ CONFER_SIGNUP: "maybe" }, /^CONFER_SIGNUP: "maybe" is not one of open, invite/],
    [{ CONFER_RATE_LIMIT: "no" }, /^CONFER_RATE_LIMIT:/],
    [{ CONFER_AHEAD: "1" }, /^CONFER_AHEAD:/],
    [{ CONFER_SEATS: "0" }, /^CONFER_SEATS: "0" is no count/],
    [{ CONFER_SOCKETS_OF_PERSON: "-1" }, /^CONFER_SOCKETS_OF_PERSON:/],
    [{ CONFER_SOCKETS_OF_ADDRESS: "1e3" }, /^CONFER_SOCKETS_OF_ADDRESS:/],
    [{ CONFER_STRIKES: "10000000" }, /^CONFER_STRIKES:/],
    [{ CONFER_DEMO: "yes" }, /^CONFER_DEMO:/],
    [{ CONFER_TRUST_PROXY: "proxy.local" }, /^CONFER_TRUST_PROXY:/],
    [{ CONFER_TRUST_PROXY: "10.0.0.0/33" }, /^CONFER_TRUST_PROXY:/],
    [{ GITHUB_ID: "x" }, /^GITHUB_SECRET: missing/],
    [{ GOOGLE_SECRET: "x" }, /^GOOGLE_ID: missing/],
    [{ OIDC_ID: "x", OIDC_SECRET: "y" }, /^OIDC_ISSUER: missing/],
    [{ OIDC_ID: "x", OIDC_SECRET: "y", OIDC_ISSUER: "http://sign-in.example.org" }, /^OIDC_ISSUER:/],
  ])("%o", (env, line) => {
    expect(refused(env)).toMatch(line);
    expect(refused(env)).not.toContain("\n");
  });

  test("a refusal never repeats a password", () => {
    expect(refused({ DATABASE_URL: "mysql://u:hunter2@db/x" })).not.toContain("hunter2");
  });
});

describe("secrets (S-76)", () => {
  test.each(["short", "changemechangemechangemechangeme1", "a".repeat(40), `your-secret-${strong}`])(
    "%s is refused",
    (secret) => {
      expect(refused({ CONFER_SECRET: secret })).toMatch(/^CONFER_SECRET:/);
    },
  );

  test("two live keys, the newest first, and no third", () => {
    expect(read({ CONFER_SECRET: `${strong},${older}` }).secrets).toEqual([strong, older]);
    expect(refused({ CONFER_SECRET: `${strong},${older},${strong}` })).toMatch(/at most two/);
    expect(refused({ CONFER_SECRET: `${strong},short` })).toMatch(/too short/);
  });

  test("a database of one's own needs a secret of one's own", () => {
    const DATABASE_URL = "postgres://confer@db/confer";
    expect(refused({ DATABASE_URL })).toMatch(/^CONFER_SECRET:/);
    expect(read({ DATABASE_URL, CONFER_SECRET: strong }).databaseUrl).toBe(DATABASE_URL);
  });
});

describe("the demo never listens beyond this machine by accident", () => {
  test("an open HOST or a public address stops the start, and the line offers both ways on", () => {
    for (const env of [
      { HOST: "0.0.0.0" },
      { HOST: "::" },
      { HOST: "192.0.2.7" },
      { CONFER_URL: "https://confer.example.org" },
    ]) {
      expect(refused(env)).toMatch(/CONFER_DEMO=1 .* CONFER_DEMO=0/);
    }
  });

  test("it may when somebody said so, or without the embedded database", () => {
    expect(read({ HOST: "0.0.0.0", CONFER_DEMO: "1" })).toMatchObject({ exposed: true, demo: true });
    expect(read({ HOST: "0.0.0.0", CONFER_DEMO: "0" })).toMatchObject({ exposed: true, demo: false });
    expect(read({ HOST: "0.0.0.0", DATABASE_URL: "postgres://db/x", CONFER_SECRET: strong }).demo).toBe("auto");
  });
});

describe("the hosts that are answered (S-50)", () => {
  test("this machine's names with our port, and nothing else", () => {
    expect([...read({ PORT: "9000" }).hosts]).toEqual(["localhost:9000", "127.0.0.1:9000", "[::1]:9000"]);
  });

  test("the public address", () => {
    const { hosts, urlIsHttps, url } = read({ CONFER_URL: "https://Confer.example.org", CONFER_DEMO: "0" });
    expect(hosts).toContain("confer.example.org");
    expect({ urlIsHttps, url }).toEqual({ urlIsHttps: true, url: "https://confer.example.org" });
  });

  test("every address of the machine when it listens on all", () => {
    const own = Object.values(os.networkInterfaces())
      .flat()
      .find((one) => one?.family === "IPv4");
    expect(read({ HOST: "0.0.0.0", CONFER_DEMO: "0" }).hosts).toContain(`${own!.address}:8080`);
  });
});

test("the sign-in providers are those whose keys are there", () => {
  const { providers } = read({
    GITHUB_ID: "g",
    GITHUB_SECRET: "s",
    OIDC_ID: "o",
    OIDC_SECRET: "t",
    OIDC_ISSUER: "https://sign-in.example.org/",
    OIDC_NAME: "Example",
  });
  expect(providers).toEqual([
    { id: "github", name: "GitHub", clientId: "g", clientSecret: "s" },
    { id: "oidc", name: "Example", clientId: "o", clientSecret: "t", issuer: "https://sign-in.example.org" },
  ]);
});
