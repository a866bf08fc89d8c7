import { expect, test } from "../keyboard";

/** Parts of the kit on pages that use them, by keyboard alone. Numbers are statements of acceptance. */

test("what was done is told, reached by F6, and taken back by Undo; the focus is never lost (2, 10)", async ({
  hands,
}) => {
  const { page, press, type, tabTo } = await hands("member", "/shared");
  const actions = page.getByRole("button", { name: /^Actions for/ }).first();
  await tabTo(actions);
  await press("Enter");
  await expect(page.getByRole("menuitem", { name: "Rename for myself" })).toBeFocused();
  await press("Enter");
  const field = page.getByRole("dialog").getByRole("textbox");
  await expect(field).toBeVisible();
  await tabTo(field);
  await press("Control+a");
  await type("The shop");
  await press("Enter");
  const told = page.getByText("It is called The shop for you now.", { exact: true }).first();
  await expect(told).toBeVisible();
  await expect(page.getByRole("dialog", { name: "Rename for yourself" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Actions for The shop" })).toBeFocused();
  await press("F6");
  await tabTo(page.getByRole("button", { name: "Undo" }));
  // What has the focus waits: ten seconds and a little more.
  await page.waitForTimeout(10_500);
  await press("Enter");
  await expect(page.getByRole("button", { name: "Actions for The shop" })).toHaveCount(0);
});

test("a tree of boxes is one stop, half where some are chosen, and found by searching (27)", async ({ hands }) => {
  const { page, press, type, tabTo } = await hands("owner", "/tokens");
  await tabTo(page.getByRole("button", { name: "Make token" }));
  await press("Enter");
  const form = page.getByRole("dialog");
  await form.waitFor();
  await tabTo(form.locator("input[name=template]:checked"));
  await press("ArrowUp");
  const tree = form.getByRole("group", { name: /^Methods, / });
  const boxes = tree.locator("input[data-node]");
  await tabTo(boxes);
  await expect(boxes.first()).toHaveAttribute("aria-expanded", "false");
  await press("ArrowRight");
  await expect(boxes.first()).toHaveAttribute("aria-expanded", "true");
  await press("ArrowDown", "Space");
  await expect(boxes.nth(1)).toBeChecked();
  await expect(tree).toHaveAccessibleName("Methods, 1 chosen");
  await press("ArrowLeft");
  await expect(boxes.first()).toBeFocused();
  expect(await boxes.first().evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(true);
  await press("Space");
  await expect(boxes.first()).toBeChecked();
  await press("ArrowLeft");
  await expect(boxes.first()).toHaveAttribute("aria-expanded", "false");
  await press("Tab");
  await expect(tree.locator("input[data-node]:focus")).toHaveCount(0);
  await tabTo(tree.getByRole("searchbox"), "Shift+Tab");
  await type("no method is called so");
  await expect(boxes).toHaveCount(0);
  await expect(page.getByRole("status").filter({ hasText: "Nothing found" })).toHaveCount(1);
});
