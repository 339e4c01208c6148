import type { Device } from "./device.ts";

export default {
  id: "weather",
  kinds: ["weather"],
  feed: "demo-khi-tuong",
  periodS: 10,
  wire: "senml",
  metrics: ["temperature", "humidity", "pressure", "wind_speed", "wind_gust", "wind_direction"],
  historyStepS: 600,
  read({ world }, site, time) {
    const air = world.air(site, time);
    return {
      temperature: air.temperature,
      humidity: air.humidity,
      pressure: air.pressure,
      wind_speed: air.wind,
      wind_gust: Math.max(air.wind, air.gust),
      wind_direction: air.direction,
    };
  },
} satisfies Device as Device;
