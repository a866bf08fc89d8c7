/** Invitations come from others and are read again when something of theirs moves; requests come to oneself. */
export const waitingKeys = {
  invitations: ["collaborations", "waiting"],
  requests: ["requests", "waiting"],
} as const;

/** For whom the reader may act is read again when something of theirs moves. */
export const ownersKey = ["collaborations", "owners"] as const;
