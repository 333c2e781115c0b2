/* Made by tools/gen.py from the operations' tables: do not edit. */
#include "core/op.h"

extern const iv_op iv__op_connected_component_labeling;
extern const iv_op iv__op_connected_components_labeling;
extern const iv_op iv__op_convert;
extern const iv_op iv__op_copy;
extern const iv_op iv__op_equal_constant;
extern const iv_op iv__op_greater_constant;
extern const iv_op iv__op_greater_or_equal_constant;
extern const iv_op iv__op_label;
extern const iv_op iv__op_not_equal_constant;
extern const iv_op iv__op_smaller_constant;
extern const iv_op iv__op_smaller_or_equal_constant;

const iv_op *const iv__ops[] = {
    &iv__op_connected_component_labeling,
    &iv__op_connected_components_labeling,
    &iv__op_convert,
    &iv__op_copy,
    &iv__op_equal_constant,
    &iv__op_greater_constant,
    &iv__op_greater_or_equal_constant,
    &iv__op_label,
    &iv__op_not_equal_constant,
    &iv__op_smaller_constant,
    &iv__op_smaller_or_equal_constant,
};
const int iv__ops_count = 11;
