#include "kernel/label/voronoi.h"
#include "kernel/label/components.h"
#include "kernel/label/nearest.h"
#include <math.h>

void iv__voronoi_masked(struct iv_run *r, const struct iv__packed *seeds, const struct iv__packed *mask,
                        iv_image *dst)
{
    const struct iv__packed within = iv__pack_inside(r, seeds, mask);
    iv__drop_packed(r, seeds);
    iv_image *labels = iv__nearest_labels_for(r, dst);
    iv__components_packed(r, &within, labels, 1);
    iv__nearest_packed(r, labels, &within, INFINITY, dst);
    if (labels != dst) iv__drop(r, labels);
    iv__keep_seeded(r, mask, &within, dst);
    iv__drop_packed(r, mask);
    iv__drop_packed(r, &within);
}
