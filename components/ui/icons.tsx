import type { ComponentProps, ComponentType } from "react";
import sprite from "./icons.svg";

type Props = Omit<ComponentProps<"svg">, "children"> & { size?: number };
export type Icon = ComponentType<Props>;

/**
 * The icons of the house, from Lucide. Their shapes are in one picture, `icons.svg`, made from this list by
 * `node scripts/icons.mjs`: as code they would be 5 kB of every page, and grow with each.
 */
const icon =
  (name: string): Icon =>
  ({ size = 24, ...rest }) => (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      {...rest}
    >
      <use href={`${sprite.src}#${name}`} />
    </svg>
  );

export const Activity = icon("Activity");
export const AlignCenterHorizontal = icon("AlignCenterHorizontal");
export const AlignCenterVertical = icon("AlignCenterVertical");
export const AlignEndHorizontal = icon("AlignEndHorizontal");
export const AlignEndVertical = icon("AlignEndVertical");
export const AlignHorizontalSpaceAround = icon("AlignHorizontalSpaceAround");
export const AlignStartHorizontal = icon("AlignStartHorizontal");
export const AlignStartVertical = icon("AlignStartVertical");
export const AlignVerticalSpaceAround = icon("AlignVerticalSpaceAround");
export const ArrowDown = icon("ArrowDown");
export const ArrowLeft = icon("ArrowLeft");
export const ArrowLeftRight = icon("ArrowLeftRight");
export const ArrowUp = icon("ArrowUp");
export const Ban = icon("Ban");
export const Boxes = icon("Boxes");
export const BringToFront = icon("BringToFront");
export const CalendarClock = icon("CalendarClock");
export const CalendarX = icon("CalendarX");
export const Check = icon("Check");
export const ChevronDown = icon("ChevronDown");
export const ChevronFirst = icon("ChevronFirst");
export const ChevronLast = icon("ChevronLast");
export const ChevronLeft = icon("ChevronLeft");
export const ChevronRight = icon("ChevronRight");
export const CircleAlert = icon("CircleAlert");
export const CircleCheck = icon("CircleCheck");
export const CircleDashed = icon("CircleDashed");
export const CircleHelp = icon("CircleHelp");
export const CircleMinus = icon("CircleMinus");
export const CirclePause = icon("CirclePause");
export const CirclePlay = icon("CirclePlay");
export const CirclePlus = icon("CirclePlus");
export const CircleStop = icon("CircleStop");
export const CircleX = icon("CircleX");
export const Clock = icon("Clock");
export const CloudCheck = icon("CloudCheck");
export const CloudOff = icon("CloudOff");
export const CloudUpload = icon("CloudUpload");
export const Columns2 = icon("Columns2");
export const Columns3 = icon("Columns3");
export const Container = icon("Container");
export const Copy = icon("Copy");
export const CopyPlus = icon("CopyPlus");
export const Crosshair = icon("Crosshair");
export const Crown = icon("Crown");
export const Database = icon("Database");
export const Download = icon("Download");
export const Ellipsis = icon("Ellipsis");
export const EllipsisVertical = icon("EllipsisVertical");
export const Eye = icon("Eye");
export const EyeOff = icon("EyeOff");
export const FileKey = icon("FileKey");
export const FileUp = icon("FileUp");
export const Folder = icon("Folder");
export const FolderPlus = icon("FolderPlus");
export const Globe = icon("Globe");
export const Grid3x3 = icon("Grid3x3");
export const Hand = icon("Hand");
export const History = icon("History");
export const Inbox = icon("Inbox");
export const KeyRound = icon("KeyRound");
export const Keyboard = icon("Keyboard");
export const Layers = icon("Layers");
export const Link2 = icon("Link2");
export const ListChecks = icon("ListChecks");
export const ListTree = icon("ListTree");
export const LoaderCircle = icon("LoaderCircle");
export const Lock = icon("Lock");
export const LogOut = icon("LogOut");
export const MailOpen = icon("MailOpen");
export const Maximize = icon("Maximize");
export const Menu = icon("Menu");
export const Minus = icon("Minus");
export const Monitor = icon("Monitor");
export const Moon = icon("Moon");
export const MousePointer2 = icon("MousePointer2");
export const Palette = icon("Palette");
export const PanelRight = icon("PanelRight");
export const Pencil = icon("Pencil");
export const Pin = icon("Pin");
export const PinOff = icon("PinOff");
export const Plus = icon("Plus");
export const Presentation = icon("Presentation");
export const Redo2 = icon("Redo2");
export const RotateCcw = icon("RotateCcw");
export const Scaling = icon("Scaling");
export const ScrollText = icon("ScrollText");
export const Search = icon("Search");
export const Send = icon("Send");
export const SendToBack = icon("SendToBack");
export const Share2 = icon("Share2");
export const ShieldCheck = icon("ShieldCheck");
export const SkipForward = icon("SkipForward");
export const Spline = icon("Spline");
export const SquareDashed = icon("SquareDashed");
export const Sun = icon("Sun");
export const TimerOff = icon("TimerOff");
export const Trash2 = icon("Trash2");
export const TriangleAlert = icon("TriangleAlert");
export const Undo2 = icon("Undo2");
export const Ungroup = icon("Ungroup");
export const User = icon("User");
export const UserCheck = icon("UserCheck");
export const UserCog = icon("UserCog");
export const UserPlus = icon("UserPlus");
export const UserRound = icon("UserRound");
export const Users = icon("Users");
export const UsersRound = icon("UsersRound");
export const Waypoints = icon("Waypoints");
export const Workflow = icon("Workflow");
export const X = icon("X");
