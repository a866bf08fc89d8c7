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
