"use client";

import { later } from "@/components/ui/later";

/** What is fetched when it is first wanted. */
export const RoleForm = later(async () => (await import("./role-form")).RoleForm);
export const CompareRoles = later(async () => (await import("./compare-roles")).CompareRoles);
export const DeleteRole = later(async () => (await import("./delete-role")).DeleteRole);
