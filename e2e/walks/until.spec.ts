import { demoPassword } from "../../db/cast";
import { emailOf, program } from "../people";
import { canvas, expect, status, test } from "../two";

type Answer = { collaborations: { id: number; email: string }[]; roles: { id: number; name: string }[] };

test("33: a share ends at its minute, and only that: the open diagram turns read-only and says since when; one press of the owner's gives it back", async ({
  two,
  request,
}) => {
  const { olga, milo, address } = two;
  const as = await program(request, "owner");
  const { collaborations } = (await as("getmembers")) as Answer;
  const { roles } = (await as("getroles")) as Answer;
  const collaborationId = String(collaborations.find(({ email }) => email === emailOf("member"))!.id);
  const role = (name: string) => String(roles.find((one) => one.name === name)!.id);
  const looker = await as("addrole", { name: "Looker", policies: "TM_VIEW", receiveNotification: "false" });
  await as("setresource", { collaborationId, resourceId: "*", resourceType: "ENV", roleIds: String(looker.role.id) });
  const shop = { collaborationId, resourceId: "Shop", resourceType: "ENV_GROUP", roleIds: role("Developer") };
  const at = Date.now() + 2_500;
  await as("setresource", { ...shop, until: new Date(at).toISOString() });
  await expect(milo.getByRole("button", { name: "Read-only" })).toBeHidden();
  await expect(milo.getByRole("button", { name: "Read-only" })).toBeVisible({ timeout: 6_000 });
  expect(Date.now() - at).toBeLessThan(1_500);
  await expect(milo.getByText(/^You can only look: your access to draw ended on/).first()).toBeAttached();
  await expect(status(milo)).toHaveAttribute("data-line", "live");
  await expect(canvas(milo)).toBeVisible();
  await olga.goto(`/members/${collaborationId}`);
  const line = olga
    .getByRole("listitem")
    .filter({ has: olga.getByText("ended", { exact: false }) })
    .first();
  await expect(line).toContainText("Shop");
  await olga.getByRole("button", { name: /^Extend .*Shop.* by 30 days$/ }).click();
  await expect(milo.getByRole("button", { name: "Read-only" })).toBeHidden({ timeout: 3_000 });
  // The others were never touched.
  await milo.goto("/shared");
  await expect(milo.getByText("payments-prod").first()).toBeVisible();
  await milo.goto(address);
});

test("an end is set where somebody is invited, for many at once, and stands in the list with a mark from a week before", async ({
  two: { olga },
  request,
}) => {
  const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
  await olga.goto("/members?invite=new");
  const panel = olga.getByRole("dialog", { name: "Invite" });
  await panel.getByLabel("Addresses").fill("until@walk.example ");
  await panel.getByLabel("Last day (optional)").fill(day(60));
  await expect(panel.getByText(/^Until the end of/)).toBeVisible();
  await panel.getByRole("button", { name: /^Invite/ }).click();
  await expect(panel.getByText(/invited/i).first()).toBeVisible();
  const as = await program(request, "owner");
  const { collaborations } = (await as("getmembers")) as unknown as {
    collaborations: { email: string; members: { until?: string }[] }[];
  };
  expect(collaborations.find(({ email }) => email === "until@walk.example")!.members[0]!.until).toBeDefined();
  await olga.goto("/members?q=until@walk.example");
  const row = olga.getByRole("row").filter({ hasText: "until@walk.example" });
  await expect(row).toContainText("until ");
  await row.getByRole("checkbox").check();
  await olga.getByRole("button", { name: "Set end date" }).click();
  const many = olga.getByRole("dialog", { name: /^End date of/ });
  await many.getByLabel("Last day").fill(day(3));
  await many.getByRole("button", { name: "Save end date" }).click();
  await expect(row).toContainText(/ends in \d days/);
});

test("33: pasted addresses carry last days of their own; one that cannot be read stops the invitation, and nothing of it is lost", async ({
  two: { olga },
  request,
}) => {
  const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
  const [own, mended, all] = [day(30), day(45), day(60)];
  await olga.goto("/members?invite=new");
  const panel = olga.getByRole("dialog", { name: "Invite" });
  const field = panel.getByLabel("E-mail addresses");
  const chips = panel.getByRole("list", { name: "Addresses entered" }).getByRole("listitem");
  const add = async (text: string, n: number) => {
    await field.fill(text);
    await field.press("Enter");
    await expect(chips).toHaveCount(n);
  };
  await add(`Own <own@paste.example> until ${own}, all@paste.example, bad@paste.example 31/12/2099`, 3);
  await expect(chips.first()).toContainText("until ");
  await panel.getByLabel("Last day (optional)").fill(all);
  await expect(panel.getByText("1 of them until a last day of their own.")).toBeVisible();
  await expect(panel.getByText("“31/12/2099” after bad@paste.example cannot be read as a day.")).toBeVisible();
  await panel.getByRole("button", { name: /^Invite/ }).click();
  await expect(panel.getByText(/^A day after an address cannot be used/).first()).toBeVisible();
  await panel.getByRole("button", { name: "Correct it: the day after bad@paste.example" }).click();
  await expect(field).toHaveValue("bad@paste.example 31/12/2099");
  await add(`bad@paste.example ${mended}`, 3);
  await panel.getByRole("button", { name: /^Invite/ }).click();
  await expect(panel.getByRole("heading", { name: /3/ })).toBeVisible();
  const as = await program(request, "owner");
  const { collaborations } = (await as("getmembers")) as unknown as {
    collaborations: { email: string; members: { until?: string }[] }[];
  };
  const ends = ["own", "bad", "all"].map((name) =>
    collaborations.find(({ email }) => email === `${name}@paste.example`)?.members[0]?.until?.slice(0, 10),
  );
  expect(ends).toEqual([own, mended, all]);
});

test("32: a thing is shared until a day from its own panel, which says so, and gives more time in one press", async ({
  two: { olga },
}) => {
  const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
  await olga.goto("/environments?thing=ENV_GROUP:Payments");
  const panel = olga.getByRole("dialog", { name: "Payments", exact: true });
  await panel.getByRole("button", { name: "Share Payments" }).click();
  const form = olga.getByRole("dialog", { name: "Share Payments" });
  await form.getByRole("checkbox", { name: /^Dana/ }).check();
  await form.getByRole("checkbox", { name: /^Viewer/ }).check();
  await form.getByLabel("Last day (optional)").fill(day(3));
  await form.getByRole("button", { name: "Share Payments" }).click();
  await expect(form).toHaveCount(0);
  const line = panel.getByRole("listitem").filter({ hasText: "Dana" });
  await expect(line).toContainText(/ends in \d days/);
  await line.getByRole("button", { name: /^Extend Dana.* by 30 days$/ }).click();
  await expect(line).toContainText(/until /);
  await expect(line.getByRole("button", { name: /^Extend/ })).toHaveCount(0);
});

test("33: a member gets a last day where they are edited; the list, their page and its history say so", async ({
  two: { olga },
}) => {
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await olga.goto(`/members?q=${emailOf("delegate")}`);
  const row = olga.locator("[data-row]").filter({ hasText: emailOf("delegate") });
  const edit = olga.getByRole("dialog", { name: "Edit member" });
  const openForm = async () => {
    await row.getByRole("button", { name: /^Actions for/ }).click();
    await olga.getByRole("menuitem", { name: "Edit member" }).click();
  };
  await openForm();
  await edit.getByLabel("Last day").fill(day);
  await edit.getByRole("button", { name: "Save member" }).click();
  await expect(edit).toHaveCount(0);
  await expect(row).toContainText(/ends in \d days/);
  await openForm();
  await expect(edit.getByLabel("Last day")).toHaveValue(day);
  await olga.keyboard.press("Escape");
  await row.getByRole("link").first().click();
  await expect(olga.getByText(/ends in \d days/).first()).toBeVisible();
  await expect(olga.getByText(/set the end: /).first()).toBeVisible();
});

test("33: a token that ends soon is marked in the list, and gets a month more in one press", async ({
  two: { olga },
}) => {
  await olga.goto("/tokens?token=new");
  const form = olga.getByRole("dialog").first();
  await form.getByLabel("What it is for").fill("Nightly build");
  await form.getByRole("radio", { name: "7 days" }).check();
  await form.getByRole("button", { name: "Make token" }).click();
  await olga.getByRole("button", { name: "I stored it" }).click();
  const row = olga.locator("[data-row]").filter({ hasText: "Nightly build" });
  await expect(row).toContainText(/ends in \d days/);
  await row.getByRole("button", { name: "Extend Nightly build by 30 days" }).click();
  await expect(row).toContainText(/until /);
  await expect(row.getByRole("button", { name: /^Extend/ })).toHaveCount(0);
});

test("32, 33: somebody is on a threat model's own list until a day; what follows is said before it is set, and one press gives more time", async ({
  people,
}) => {
  const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
  const olga = await people("owner");
  await olga.goto("/threat-models");
  await olga.getByRole("button", { name: "Make threat model" }).first().click();
  const form = olga.getByRole("dialog", { name: "Make threat model" });
  await form.getByLabel("Name").fill("Until then");
  await form.getByRole("button", { name: "Make threat model" }).click();
  const panel = olga.getByRole("dialog", { name: "Until then", exact: true });
  await panel.getByRole("button", { name: "Open to somebody" }).click();
  const share = olga.getByRole("dialog", { name: "Open Until then to somebody" });
  await share.getByLabel("E-mail address").fill(emailOf("stranger"));
  await share.getByLabel("Last day (optional)").fill(day(3));
  await share.getByRole("button", { name: "Open to somebody" }).click();
  await expect(share).toHaveCount(0);
  const line = panel.getByRole("listitem").filter({ hasText: emailOf("stranger") });
  await expect(line).toContainText(/ends in \d days/);
  const sten = await people("stranger");
  await sten.goto("/threat-models");
  const his = sten.getByRole("region", { name: "Until then", exact: true });
  await expect(his).toContainText(/ends in \d days/);
  await line.getByRole("button", { name: /^Extend .* by 30 days$/ }).click();
  await expect(line).toContainText(/until /);
  await expect(line.getByRole("button", { name: /^Extend/ })).toHaveCount(0);
  await line.getByRole("button", { name: /^Set end date of/ }).click();
  const end = olga.getByRole("dialog", { name: /^End date of/ });
  await end.getByLabel("Last day").fill(day(10));
  const follows = end.getByRole("region", { name: "What this changes" });
  await expect(follows).toContainText(/^After .* can no longer open Until then\.$/);
  await end.getByRole("button", { name: "Save end date" }).click();
  await expect(end).toHaveCount(0);
  await expect(line).toContainText(/until /);
  // Another change of the list leaves its end alone.
  await line.getByRole("combobox").selectOption("reader");
  const ask = olga.getByRole("alertdialog");
  await expect(ask.getByRole("region", { name: "What this changes" })).toContainText(/ may only read Until then\./);
  await expect(ask.getByRole("button", { name: /^Change to/ })).toBeEnabled();
  await ask.getByRole("button", { name: /^Change to/ }).click();
  await expect(ask).toHaveCount(0);
  await expect(line.getByRole("combobox")).toHaveValue("reader");
  await expect(line).toContainText(/until /);
});

test("33: the end of a member says before it is set who loses what, on which day; a token's own panel warns and gives a month more", async ({
  people,
}) => {
  const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
  const olga = await people("owner");
  await olga.goto(`/members?q=${emailOf("delegate")}`);
  const row = olga.locator("[data-row]").filter({ hasText: emailOf("delegate") });
  const edit = olga.getByRole("dialog", { name: "Edit member" });
  await expect(async () => {
    await row.getByRole("button", { name: /^Actions for/ }).click();
    await olga.getByRole("menuitem", { name: "Edit member" }).click({ timeout: 2_000 });
    await expect(edit).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await edit.getByLabel("Last day").fill(day(20));
  const follows = edit.getByRole("region", { name: "What this changes" });
  await expect(follows).toContainText(/After .*, Dana.* loses /);
  await expect(follows).not.toContainText("No one’s access changes");
  await edit.getByRole("button", { name: "Cancel" }).click();
  await olga.goto("/tokens?token=new");
  const make = olga.getByRole("dialog").first();
  await make.getByLabel("What it is for").fill("Weekly report");
  await make.getByRole("radio", { name: "7 days" }).check();
  await make.getByRole("button", { name: "Make token" }).click();
  await olga.getByRole("button", { name: "I stored it" }).click();
  await olga.locator("[data-row]").filter({ hasText: "Weekly report" }).getByRole("link").first().click();
  const panel = olga.getByRole("dialog", { name: "Weekly report" });
  await expect(panel).toContainText(/ends in \d days/);
  await panel.getByRole("radio", { name: "90 days" }).check();
  await expect(panel.getByRole("region", { name: "What this changes" })).toContainText(
    /^After .*, the token Weekly report is refused\.$/,
  );
  await panel.getByRole("button", { name: "Extend Weekly report by 30 days" }).click();
  await expect(panel.getByRole("button", { name: /^Extend/ })).toHaveCount(0);
});

test("33: with the last that let them in the diagram closes, and says that it ended and when: on the page, after a reload, and in Why", async ({
  people,
  request,
}) => {
  const form = { login: emailOf("owner"), password: demoPassword };
  const { session } = await (await request.post("/1.0/users/authentication/rest/signin", { form })).json();
  const headers = { authorization: `Bearer ${session}` };
  const made = await request.post("/threat_models", { headers, data: { name: "Once open" } });
  const model = (await made.json()).id as string;
  const drawn = await request.post(`/threat_models/${model}/diagrams`, {
    headers,
    data: { name: "Once drawn", type: "DFD-1.0.0" },
  });
  const diagram = (await drawn.json()).id as string;
  const email = emailOf("stranger");
  const line = { principal_type: "user", provider: "tmi", provider_id: email, email, role: "writer" };
  const patched = await request.patch(`/threat_models/${model}`, {
    headers: { ...headers, "content-type": "application/json-patch+json" },
    data: JSON.stringify([{ op: "add", path: "/authorization/-", value: line }]),
  });
  expect(patched.ok(), await patched.text()).toBe(true);
  const as = await program(request, "owner", "confer");
  const ends = (ms: number) =>
    as("access.setlistend", { threatModelId: model, email, until: new Date(Date.now() + ms).toISOString() });
  const sten = await people("stranger");
  await sten.goto(`/diagrams/${diagram}`);
  await expect(status(sten)).toHaveAttribute("data-line", "live");
  await ends(1_500);
  const title = sten.getByRole("heading", { level: 1 });
  await expect(sten.getByText(/ended on .*20\d\d/).first()).toBeVisible({ timeout: 5_000 });
  await expect(canvas(sten)).toHaveCount(0);
  await sten.reload();
  await expect(title).toHaveText("You may not open this diagram.");
  await expect(sten.getByText(/list .*ended on \d+ \w+ 20\d\d/).first()).toBeVisible();
  await sten.getByRole("button", { name: "Why?" }).click();
  await expect(sten.getByRole("dialog", { name: "Why?" })).toContainText(/ended on \d+ \w+ 20\d\d/);
});

test("33: a share and a membership that end while a page is open say so there, with the day and the hour", async ({
  two: { milo },
  request,
}) => {
  const as = await program(request, "owner");
  const { collaborations } = (await as("getmembers")) as unknown as {
    collaborations: { id: number; email: string; members: { id: number }[] }[];
  };
  const mine = collaborations.find((one) => one.email === emailOf("member") && one.members.length === 1)!;
  const collaborationId = String(mine.id);
  const { roles } = (await as("getroles")) as Answer;
  const soon = () => new Date(Date.now() + 2_500).toISOString();
  const role = String(roles.find(({ name }) => name === "Viewer")!.id);
  const group = { collaborationId, resourceId: "Payments", resourceType: "ENV_GROUP", roleIds: role };
  await as("setresource", group);
  await milo.goto("/shared");
  await expect(milo.getByRole("row").filter({ hasText: "Payments" }).first()).toBeVisible();
  await as("setresource", { ...group, until: soon() });
  const told = milo.getByText(/^Your access to .*Payments.* ended on .*20\d\d/);
  await expect(told.first()).toBeVisible({ timeout: 8_000 });
  // On any other page too, with the way to why and to asking for it again.
  await as("setresource", group);
  await milo.goto("/environments");
  await milo.getByRole("heading", { level: 1 }).waitFor();
  await as("setresource", { ...group, until: soon() });
  await expect(told.first()).toBeVisible({ timeout: 8_000 });
  await milo.getByRole("button", { name: "Why?" }).last().click();
  await expect(milo.getByRole("dialog", { name: "Why?" })).toContainText(/No –.*ended on/);
  await milo.keyboard.press("Escape");
  await milo.goto("/shared");
  const id = String(mine.members[0]!.id);
  await as("editmember", { id, until: soon() });
  const alert = milo.getByRole("alert").filter({ hasText: /Your membership with Olga Oduya ended on .*20\d\d/ });
  await expect(alert).toBeVisible({ timeout: 8_000 });
  await expect(milo.getByText(/^Your time with Olga Oduya ended on .*20\d\d/).first()).toBeVisible();
  await as("editmember", { id, until: "none" });
  await expect(alert).toHaveCount(0);
  await expect(milo.getByRole("alert").filter({ hasText: "gave you back your access" })).toBeVisible();
});
