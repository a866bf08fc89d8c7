export { default, generateMetadata } from "@/app/framed";
