import type { Messages } from "next-intl";
import {
  Boxes,
  FileKey,
  type Icon,
  Inbox,
  KeyRound,
  MailOpen,
  Share2,
  ShieldCheck,
  Users,
} from "@/components/ui/icons";

export type PageWord = keyof Messages["shell"];
export type PageLink = { href: string; word: PageWord; icon: Icon; count?: number };
export type Part = { title: PageWord; links: PageLink[] };

/** The pages by part. `waiting`: invitations that wait for an answer. */
export const parts = ({ waiting, demo }: { waiting: number; demo: boolean }): Part[] => [
  {
    title: "workingWith",
    links: [
      { href: "/members", word: "members", icon: Users },
      { href: "/roles", word: "roles", icon: ShieldCheck },
      { href: "/policies", word: "policies", icon: FileKey },
    ],
  },
  { title: "whatThereIs", links: [{ href: "/environments", word: "environments", icon: Boxes }] },
  {
    title: "withMe",
    links: [
      { href: "/invitations", word: "invitations", icon: MailOpen, count: waiting },
      { href: "/shared", word: "shared", icon: Share2 },
    ],
  },
  {
    title: "me",
    links: [
      { href: "/tokens", word: "tokens", icon: KeyRound },
      ...(demo ? [{ href: "/outbox", word: "outbox", icon: Inbox } as const] : []),
    ],
  },
];
