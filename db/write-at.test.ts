import { beforeAll, expect, it } from "vitest";
import { pair, somebody } from "../e2e/support/arrange";
import { freshDatabase } from "../e2e/support/database";
import { CommitUnknown, db } from "./client";
import { journalStatements } from "./journal";
import { writeAt } from "./write-at";

beforeAll(freshDatabase);

const SET_LABEL = "update member set display_name = $3 where owner_uid = $1 and id = $2";

/** An owner with one member; what is there now, and a label written at a version. */
async function scene() {
  const [owner, member] = [await somebody("Olga"), await somebody("Milo")];
  const id = await pair(owner, member);
  const actor = { uid: owner.uid, door: "rest" } as Parameters<typeof journalStatements>[3];
  const seen = async () => {
    const account = db().selectFrom("account").select("version").where("owner_uid", "=", owner.uid);
    const label = db()
      .selectFrom("member")
      .select("display_name")
      .where("owner_uid", "=", owner.uid)
      .where("id", "=", id);
    const told = db().selectFrom("journal").select("version").where("owner_uid", "=", owner.uid).orderBy("version");
    return {
      version: (await account.executeTakeFirstOrThrow()).version,
      label: (await label.executeTakeFirstOrThrow()).display_name,
      told: (await told.execute()).map(({ version }) => version),
    };
  };
  const write = (version: number, label: string, sql = SET_LABEL) =>
    writeAt(version, {
      owner: owner.uid,
      people: [member.uid],
      change: { sql, parameters: [owner.uid, id, label] },
      journal: journalStatements(owner.uid, version + 1, "test", actor, [{ target: "member", id }], {
        because: "",
      })[0]!,
    });
  return { seen, write, before: await seen(), member };
}

it("writes the change, its row in the journal and the version in one, and says who is meant", async () => {
  const { seen, write, before, member } = await scene();
  expect(await write(before.version, "New")).toMatchObject({
    version: before.version + 1,
    person: { name: "Olga" },
    people: [{ uid: member.uid, name: "Milo" }],
  });
  expect(await seen()).toEqual({
    version: before.version + 1,
    label: "New",
    told: [...before.told, before.version + 1],
  });
});

it("R7: of many at one version one writes, and the others leave nothing behind", async () => {
  const { seen, write, before } = await scene();
  const labels = Array.from({ length: 8 }, (_, n) => `Label ${n}`);
  const written = await Promise.all(labels.map((label) => write(before.version, label)));
  expect(written.filter(Boolean)).toHaveLength(1);
  const { label, ...after } = await seen();
  expect(label).toBe(labels[written.findIndex(Boolean)]);
  expect(after).toEqual({ version: before.version + 1, told: [...before.told, before.version + 1] });
});

it("a change that the database refuses leaves nothing behind", async () => {
  const { seen, write, before } = await scene();
  expect(await write(before.version, "x", `${SET_LABEL} and 1 / (id - id) = 0`)).toBeNull();
  expect(await seen()).toEqual(before);
});

it("R16: where the connection ends before the database has said, nobody claims to know", async () => {
  const { write, before } = await scene();
  const ended = write(before.version, "x", `${SET_LABEL} and pg_terminate_backend(pg_backend_pid())`);
  await expect(ended).rejects.toBeInstanceOf(CommitUnknown);
});
