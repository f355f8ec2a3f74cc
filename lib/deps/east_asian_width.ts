export { eastAsianWidth } from "npm:get-east-asian-width@1.7.0";
