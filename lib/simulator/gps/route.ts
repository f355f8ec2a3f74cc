/** A place on the earth. */
export interface Place {
  /** Latitude in degrees; north is positive. */
  readonly latitudeDeg: number;
  /** Longitude in degrees; east is positive. */
  readonly longitudeDeg: number;
}

/** A place on a route, and where one is heading there. */
export interface RoutePoint extends Place {
  /** The course, in degrees from true north. */
  readonly courseDeg: number;
}

const EARTH_M = 6_371_000;
const DEGREE = Math.PI / 180;

/** A closed way from place to place, in straight lines, round and round. */
export class Route {
  readonly #legs: readonly { readonly from: Place; readonly to: Place; readonly lengthM: number }[];
  readonly #lengthM: number;

  /**
   * Makes a route that goes back to its first place.
   *
   * @throws {RangeError} If a place is none, or the route has no length.
   */
  constructor(places: readonly Place[]) {
    for (const { latitudeDeg, longitudeDeg } of places) {
      if (Math.abs(latitudeDeg) <= 90 && Math.abs(longitudeDeg) <= 180) continue;
      throw new RangeError(
        `Cannot make a route: a place should be within 90 and 180 degrees, got ${latitudeDeg}, ` +
          longitudeDeg,
      );
    }
    this.#legs = places.map((from, index) => {
      const to = places[(index + 1) % places.length]!;
      return { from, to, lengthM: distanceM(from, to) };
    });
    this.#lengthM = this.#legs.reduce((sum, { lengthM }) => sum + lengthM, 0);
    if (!(this.#lengthM > 0)) {
      throw new RangeError("Cannot make a route: it should have two different places at least");
    }
  }

  /** Where one is after so many metres. */
  at(distanceM: number): RoutePoint {
    let leftM = distanceM % this.#lengthM;
    const leg = this.#legs.find(({ lengthM }) => {
      if (leftM < lengthM) return true;
      leftM -= lengthM;
      return false;
    }) ?? this.#legs[0]!;
    const { from, to, lengthM } = leg;
    const part = leftM / lengthM;
    return {
      latitudeDeg: from.latitudeDeg + part * (to.latitudeDeg - from.latitudeDeg),
      longitudeDeg: from.longitudeDeg + part * (to.longitudeDeg - from.longitudeDeg),
      courseDeg: courseDeg(from, to),
    };
  }
}

/** How far it is from one place to another, along a great circle, in m. */
export function distanceM(from: Place, to: Place): number {
  const [a, b] = [from.latitudeDeg * DEGREE, to.latitudeDeg * DEGREE];
  const north = Math.sin((b - a) / 2);
  const east = Math.sin((to.longitudeDeg - from.longitudeDeg) * DEGREE / 2);
  const part = north ** 2 + Math.cos(a) * Math.cos(b) * east ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(part)));
}

/** Moves a place by metres to the north and to the east. */
export function shifted(place: Place, northM: number, eastM: number): Place {
  const { latitudeDeg, longitudeDeg } = place;
  return {
    latitudeDeg: latitudeDeg + northM / EARTH_M / DEGREE,
    longitudeDeg: longitudeDeg + eastM / EARTH_M / DEGREE / Math.cos(latitudeDeg * DEGREE),
  };
}

function courseDeg(from: Place, to: Place): number {
  const north = to.latitudeDeg - from.latitudeDeg;
  const east = (to.longitudeDeg - from.longitudeDeg) * Math.cos(from.latitudeDeg * DEGREE);
  return (Math.atan2(east, north) / DEGREE + 360) % 360;
}
