import { Boxes, FileKey, Inbox, KeyRound, type LucideIcon, MailOpen, Share2, ShieldCheck, Users } from "lucide-react";

export type PageLink = { href: string; word: string; icon: LucideIcon; count?: number };
export type Part = { title: string; links: PageLink[] };

/** The pages by part. `waiting`: invitations that wait for an answer. */
export const parts = ({ waiting, demo }: { waiting: number; demo: boolean }): Part[] => [
  {
    title: "Working with",
    links: [
      { href: "/members", word: "Members", icon: Users },
      { href: "/roles", word: "Roles", icon: ShieldCheck },
      { href: "/policies", word: "Policies", icon: FileKey },
    ],
  },
  { title: "What there is", links: [{ href: "/environments", word: "Environments", icon: Boxes }] },
  {
    title: "With me",
    links: [
      { href: "/invitations", word: "Invitations", icon: MailOpen, count: waiting },
      { href: "/shared", word: "Shared with me", icon: Share2 },
    ],
  },
  {
    title: "Me",
    links: [
      { href: "/tokens", word: "Tokens", icon: KeyRound },
      ...(demo ? [{ href: "/outbox", word: "Outbox", icon: Inbox }] : []),
    ],
  },
];
