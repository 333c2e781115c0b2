/* Made by tools/gen.py from the operations' tables: do not edit. */
/* The kernel tables of one instruction set: X(stem) for each source file that has one. */
#define IV__CPU_TABLES(X) \
    X(accumulate_cpu) \
    X(axis_extreme_cpu) \
    X(axis_sum_cpu) \
    X(axis_variance_cpu) \
    X(ball_cpu) \
    X(chain_cpu) \
    X(columns_cpu) \
    X(components_cpu) \
    X(erode_cpu) \
    X(histogram_cpu) \
    X(line_cpu) \
    X(map_cpu) \
    X(median_cpu) \
    X(move_cpu) \
    X(nearest_cpu) \
    X(pack_cpu) \
    X(reduce_cpu) \
    X(relabel_cpu) \
    X(scan_cpu) \
    X(selection_cpu) \
    X(spread_cpu) \
    X(stencil_cpu) \
    X(variance_cpu) \
    X(warp_cpu) \
    X(window_cpu) \
    X(add_images_weighted) \
    X(binary_logic) \
    X(bottom_hat) \
    X(clip) \
    X(combine) \
    X(constant) \
    X(convert) \
    X(difference_of_gaussian) \
    X(images) \
    X(mask) \
    X(nan_to_num) \
    X(scalar) \
    X(top_hat) \
    X(unary)
