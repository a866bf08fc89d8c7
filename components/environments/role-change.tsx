"use client";

import { useRead } from "@/components/reading";
import { readRolesOn, rolesOnKey } from "@/components/sharing/queries";
import { RolesForm } from "@/components/sharing/roles-form";
import { useOf } from "@/components/words/acting";
import type { Access, PlaceShown } from "./queries";
import { useRoleChange } from "./use-shares";

/** Other roles on the thing for one that has it, in place. */
export function RoleChange({
  access,
  place,
  roleIds,
  onDone,
}: {
  access: Access;
  place: Pick<PlaceShown, "type" | "resourceId" | "name">;
  roleIds: readonly number[];
  onDone(): void;
}) {
  const of = useOf();
  const roles = useRead(rolesOnKey(place, of), () => readRolesOn(place, of));
  const { run, pending, no } = useRoleChange(place, onDone);
  return (
    <RolesForm
      roles={roles.data}
      type={place.type}
      before={roleIds}
      pending={pending}
      problem={no?.message}
      why={no?.why}
      weigh={(ids) => ({
        verb: "setResource",
        input: {
          collaborationId: access.collaborationId,
          resourceType: place.type,
          resourceId: place.resourceId,
          roleIds: ids.map(String),
          ...of,
        },
      })}
      onSave={(ids) => run({ access, roleIds: ids })}
      onCancel={onDone}
    />
  );
}
