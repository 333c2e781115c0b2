/* A plane's tile with its halo on the way to a GPU's local memory, where edges repeat. All loads of a
   plane set out together, into registers, and land a step later: while one plane is worked on the next
   is on its way. Before this: TILE_X, TILE_Y, HALO_X, HALO_Y; in the kernel: in, and p with nx, ny, nz,
   across, along (tiles along x and y) and chunk (planes of a group). Places are counted from the tile's
   first row, so that 32 bits do. */
#ifndef IV__TILE_H
#define IV__TILE_H
#define TILE_ROWS (TILE_Y + 2 * HALO_Y)
#define TILE_PITCH (TILE_X + 2 * HALO_X)
#define TILE_LOADS ((TILE_ROWS * TILE_PITCH + LSZ - 1) / LSZ)
#define TILE_ROOM (TILE_LOADS * LSZ) /* pixels in local memory; what is past the tile is not used */
#define PLAIN(v) v

/* The group's tile begins at x0, y0 and goes from plane z0 to z1 - 1; the item has COLUMN results below x, y,
   in the tile's row `row`. */
#define COLUMN (TILE_X * TILE_Y / LSZ)
#define TILE_PLACE                                                                                 \
    const int nx = (int)p.nx, ny = (int)p.ny, nz = (int)p.nz;                                      \
    const u32 tiles_ = p.across * p.along, tile_ = GROUP(0) % tiles_;                              \
    const int x0 = (int)(tile_ % p.across) * TILE_X, y0 = (int)(tile_ / p.across) * TILE_Y;        \
    const int z0 = (int)(GROUP(0) / tiles_ * p.chunk);                                             \
    const int z1 = z0 + (int)p.chunk < nz ? z0 + (int)p.chunk : nz;                                \
    const int x = x0 + LID % TILE_X, row = LID / TILE_X * COLUMN, y = y0 + row;

/* n results, VALUE(i), from row first of the image on. */
#define COLUMN_STORE(first, z, n, VALUE)                                                           \
    {                                                                                              \
        GLOBAL OUT *to_ = out + ((u64)(z) * p.ny + (u64)(first)) * p.nx + (u64)x;                  \
        if (x < nx && (first) + (n) <= ny) {                                                       \
            UNROLL_ALL for (int i_ = 0; i_ < (n); i_++) to_[(u64)i_ * p.nx] = VALUE(i_);           \
        } else if (x < nx) {                                                                       \
            UNROLL_ALL for (int i_ = 0; i_ < (n); i_++)                                            \
                if ((first) + i_ < ny) to_[(u64)i_ * p.nx] = VALUE(i_);                            \
        }                                                                                          \
    }

/* Planes are loaded one after the other, from `first` on: the place of the next is a pointer that goes on, as
   compilers would make each pixel's place from numbers again. */
#define TILE_DECLARE(first)                                                                        \
    const int tile_top = y0 > HALO_Y ? y0 - HALO_Y : 0;                                            \
    GLOBAL const T *tile_in = in + ((u64)clampi(first, nz) * p.ny + (u64)tile_top) * p.nx;         \
    T tile_ahead[TILE_LOADS];                                                                      \
    u32 tile_from[TILE_LOADS];                                                                     \
    UNROLL_ALL for (int k = 0; k < TILE_LOADS; k++) {                                              \
        const int i = LID + k * LSZ;                                                               \
        const int xi = x0 - HALO_X + i % TILE_PITCH, yi = y0 - HALO_Y + i / TILE_PITCH;            \
        tile_from[k] = (u32)(clampi(yi, ny) - tile_top) * (u32)nx + (u32)clampi(xi, nx);           \
        tile_ahead[k] = 0;                                                                         \
    }
#define TILE_LOAD(z)                                                                               \
    {                                                                                              \
        UNROLL_ALL for (int k = 0; k < TILE_LOADS; k++) tile_ahead[k] = tile_in[tile_from[k]];     \
        if ((z) >= 0 && (z) + 1 < nz) tile_in += p.nx * p.ny;                                      \
    }
#define TILE_PUT(to, FORM)                                                                         \
    UNROLL_ALL for (int k = 0; k < TILE_LOADS; k++) (to)[LID + k * LSZ] = FORM(tile_ahead[k]);
#endif
