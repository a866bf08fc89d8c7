import { judge } from "../axe";
import { emailOf, expect, program, test } from "../people";

const DELETE = "environment.control.DeleteEnv";

test("what must hold is written beside the policies, and a policy that would break it is not saved", async ({
  people,
}) => {
  const olga = await people("owner", { reducedMotion: "reduce" });
  await olga.goto("/policies");
  await olga.getByRole("button", { name: "Must hold" }).click();
  const panel = olga.getByRole("dialog", { name: "Must hold" });
  const sentence = panel.getByLabel("Sentence", { exact: true });
  await sentence.fill("contractors never pay");
  await expect(panel.getByRole("status").first()).toContainText("Begin with role, member, team or everyone");
  await sentence.fill(`member ${emailOf("member")} may ${DELETE} on shop-prod`);
  await expect(panel.getByRole("status").first()).toContainText("Does not hold");
  await panel.getByRole("button", { name: "Add sentence" }).click();
  await expect(panel.getByText(/^This would break what must hold/).first()).toBeVisible();
  const text = `role Viewer never ${DELETE}`;
  await sentence.fill(text);
  await expect(panel.getByRole("status").first()).toContainText("It holds now.");
  await panel.getByRole("button", { name: "Add sentence" }).click();
  const line = panel.getByRole("listitem").filter({ hasText: text });
  await expect(line).toContainText("Holds");
  await judge(olga, "what must hold");

  // A draft is made to hold once it does: first it says by what it is broken.
  await sentence.fill(`role Viewer may ${DELETE}`);
  await expect(panel.getByRole("status").first()).toContainText("Does not hold");
  await panel.getByRole("checkbox").check();
  await panel.getByRole("button", { name: "Add sentence" }).click();
  const draft = panel.getByRole("listitem").filter({ hasText: `role Viewer may ${DELETE}` });
  // With the step that is missing, which did not count.
  await expect(draft.getByRole("listitem").last()).toHaveText(/None of the roles .* has there holds this method/);
  const hold = draft.getByRole("button", { name: /^Make it hold/ });
  await expect(hold).toHaveAttribute("aria-disabled", "true");
  await draft.getByRole("button", { name: /^Edit the sentence/ }).click();
  const anew = panel.getByLabel("Sentence, written anew");
  await anew.fill("role Viewer never environment.control.StopEnv");
  await panel.getByRole("button", { name: "Save sentence" }).click();
  const edited = panel.getByRole("listitem").filter({ hasText: "never environment.control.StopEnv" });
  await edited.getByRole("button", { name: /^Make it hold/ }).click();
  await expect(edited.getByRole("button", { name: /^Make it hold/ })).toHaveCount(0);
  await expect(edited).not.toContainText("Draft");
  await edited.getByRole("button", { name: /^Remove the sentence/ }).click();
  await expect(edited).toHaveCount(0);
  await olga.keyboard.press("Escape");

  await olga.goto("/policies?policy=new");
  await olga.getByLabel("Name", { exact: true }).fill("Too wide");
  await olga.getByLabel("Search methods").or(olga.getByRole("searchbox").last()).last().fill("DeleteEnv");
  await olga.getByRole("checkbox", { name: "DeleteEnv", exact: false }).last().check();
  await olga.getByRole("button", { name: "Add policy" }).last().click();
  await expect(olga.getByRole("heading", { name: "Too wide" })).toBeVisible();

  await olga.goto("/roles");
  await olga
    .getByRole("link", { name: /^Viewer/ })
    .first()
    .click();
  await olga.getByRole("article", { name: "Viewer" }).waitFor();
  await olga.getByRole("button", { name: /^Edit/ }).first().click();
  await olga.getByRole("searchbox", { name: "Search policies" }).fill("Too wide");
  await olga.getByRole("checkbox", { name: /^Too wide/ }).check();
  const told = olga.getByRole("region", { name: "What this changes" });
  await expect(told).toContainText(/would break what must hold.*could call environment\.control\.DeleteEnv/);
  // With the way there, and before anything is pressed.
  await expect(told.getByRole("listitem").filter({ hasText: "Too wide" })).toBeVisible();
  await expect(olga.getByRole("button", { name: /^Save/ }).last()).toHaveAttribute("aria-disabled", "true");
});

test("a delegate reads what must hold of the owner's access, who alone writes it; what breaks it out of their sight they are not told", async ({
  people,
  request,
}) => {
  const as = await program(request, "owner", "confer");
  const text = "role Viewer never environment.control.StopEnv";
  await as("access.addsentence", { text });
  const dana = await people("delegate", { reducedMotion: "reduce" });
  await dana.goto("/policies");
  await dana.getByRole("region", { name: "Accounts to work in" }).getByRole("link", { name: "Olga Oduya" }).click();
  await expect(dana).toHaveURL(/\/policies\?of=\d+/);
  await dana.getByRole("button", { name: "Must hold" }).click();
  const panel = dana.getByRole("dialog", { name: "Must hold" });
  await expect(panel).toContainText("Only Olga Oduya writes them.");
  await expect(panel.getByRole("listitem").filter({ hasText: text })).toContainText("Holds");
  await expect(panel.getByRole("textbox")).toHaveCount(0);
  await expect(panel.getByRole("button", { name: /sentence/i })).toHaveCount(0);
  await judge(dana, "what must hold, to a delegate");
  // In her own account she writes her own, and sees none of Olga's.
  await dana.goto("/policies?must=hold");
  await expect(panel.getByLabel("Sentence", { exact: true })).toBeVisible();
  await expect(panel.getByText("Nothing is written down yet.")).toBeVisible();
  await expect(panel.getByText(text)).toHaveCount(0);
});
