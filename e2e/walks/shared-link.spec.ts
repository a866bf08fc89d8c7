import { expect, pressEscape, test } from "../people";

test("32: a copied link opens the thing for whom it is shared with, leads its owner home, and shows a stranger who they are", async ({
  people,
}) => {
  const olga = await people("owner");
  await olga.goto("/shared?thing=ENV_GROUP:Shop");
  await expect(olga).toHaveURL(/\/environments\?thing=ENV_GROUP/);
  await expect(olga.getByRole("dialog", { name: "Shop" })).toBeVisible();
  const milo = await people("member");
  await milo.goto("/shared?thing=ENV_GROUP:Shop");
  const panel = milo.getByRole("dialog", { name: "Shop" });
  await expect(panel).toContainText("Shared by Olga Oduya");
  await expect(panel).toContainText("Developer");
  await pressEscape(milo, panel);
  await expect(milo).toHaveURL(/\/shared$/);
  const sten = await people("stranger");
  await sten.goto("/shared?thing=ENV_GROUP:Shop");
  await expect(sten.getByRole("heading", { name: "Not found" })).toBeVisible();
  await expect(sten.getByText(/You are signed in as Sten Strand/)).toBeVisible();
});

test("a diagram's address that was copied in part says that nothing is there", async ({ people }) => {
  const olga = await people("owner");
  for (const part of ["ef86e311-488e-40bd-b7d5", "nonsense?cell=1"]) {
    await olga.goto(`/diagrams/${part}`);
    await expect(olga.getByRole("heading", { name: "Not found" })).toBeVisible();
  }
});
