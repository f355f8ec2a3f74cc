export { battery, cpuTemperature, fsStats, networkStats } from "npm:systeminformation@5.33.23";
