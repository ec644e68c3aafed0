export {type Complaint, complaintIn} from '../composeComplaint.ts';
