export { default } from "@/app/framed";
